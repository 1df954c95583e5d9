package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers by their names in lower case
 */
record Reply(int status, Map<String, List<String>> headers, String text) {
  private static final JsonLimits ANY =
      new JsonLimits(100, 1_000_000, 1_000_000, 10_000_000, 10_000, 1000);

  /** The only header of that name. */
  String header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    assertThat(values).as("header %s", name).hasSize(1);
    return values.getFirst();
  }

  boolean has(String name) {
    return headers.containsKey(name.toLowerCase(Locale.ROOT));
  }

  JsonValue json() {
    return JsonReader.read(text, ANY);
  }

  JsonObject object() {
    return (JsonObject) json();
  }

  String string(String member) {
    return object().string(member);
  }

  JsonObject config() {
    return (JsonObject) object().find("config").orElseThrow();
  }

  /** The token that enabling answered. */
  String token() {
    assertThat(status).as(text).isEqualTo(201);
    return string("token");
  }

  /** Checks that it is a refusal of the one shape that there is. */
  Reply refused(int expected, String code) {
    assertThat(status).as(text).isEqualTo(expected);
    assertThat(header("Content-Type")).isEqualTo("application/json");
    JsonObject body = object();
    assertThat(body.string("error")).isEqualTo(code);
    assertThat(body.string("msg")).isNotBlank();
    assertThat(body.find("status")).contains(JsonNumber.of(expected));
    assertThat(body.string("requestId")).isNotBlank().isEqualTo(header("X-Request-Id"));
    assertThat(header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header("Cache-Control")).isEqualTo("no-store");
    return this;
  }

  /** What of it tells one refusal from another: all but the request's id and the time. */
  String withoutItsOwn(String... words) {
    String rest = text.replace(header("X-Request-Id"), "…");
    for (String word : words) {
      rest = rest.replace(word, "…");
    }
    StringBuilder all = new StringBuilder().append(status).append('\n');
    headers.forEach(
        (name, values) -> {
          if (!List.of("date", "x-request-id").contains(name)) {
            all.append(name).append(": ").append(values).append('\n');
          }
        });
    return all.append(rest).toString();
  }
}
