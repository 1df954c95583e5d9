package dev.slipjoint.conformance;

import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import java.net.http.HttpHeaders;
import java.util.List;

/** What came back over HTTP. */
record Answer(int status, HttpHeaders headers, String body) {

  /** The body, which must be a JSON object. */
  JsonObject json() {
    return JsonReader.readObject(body);
  }

  /** The body, which must be a JSON array of objects. */
  List<JsonObject> jsonArray() {
    JsonArray array = (JsonArray) JsonReader.read(body, JsonLimits.DEFAULT);
    return array.elements().stream().map(it -> (JsonObject) it).toList();
  }

  /** The first header of that name; empty if there is none. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The media type without its parameters. */
  String mediaType() {
    return header("content-type").replaceFirst(";.*", "");
  }
}
