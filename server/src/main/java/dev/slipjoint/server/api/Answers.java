package dev.slipjoint.server.api;

import dev.slipjoint.protocol.json.JsonValue;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** Sends answers. */
final class Answers {

  /** Netlify: the published clients parse an error only under exactly this media type. */
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");

  private Answers() {}

  static void json(ServerResponse response, int status, JsonValue body) {
    text(response, status, body.toString());
  }

  /** The same, of a text that is JSON. */
  static void text(ServerResponse response, int status, String json) {
    response.status(status).header(JSON).send(json.getBytes(StandardCharsets.UTF_8));
  }

  static void nothing(ServerResponse response) {
    response.status(204).send();
  }
}
