package dev.slipjoint.server.api;

import dev.slipjoint.protocol.json.JsonValue;
import dev.slipjoint.server.edge.EdgeException.Busy;
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

  /** What the system takes of an answer at once, whether its reader reads or not. */
  private static final int SMALL = 16 * 1024;

  /** For larger ones, which are kept until slow readers have read them. */
  private static final Room LARGE = new Room(Runtime.getRuntime().maxMemory() / 16, SMALL);

  private Answers() {}

  static void json(ServerResponse response, int status, JsonValue body) {
    text(response, status, body.toString());
  }

  /**
   * The same, of a text that is JSON.
   *
   * @throws Busy if it is a large one, and too many large ones wait to be read
   */
  static void text(ServerResponse response, int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    int large = body.length > SMALL ? Math.min(body.length, LARGE.bytes()) : 0;
    LARGE.takeNow(large);
    try {
      response.status(status).header(JSON).send(body);
    } finally {
      LARGE.giveBack(large);
    }
  }

  static void nothing(ServerResponse response) {
    response.status(204).send();
  }
}
