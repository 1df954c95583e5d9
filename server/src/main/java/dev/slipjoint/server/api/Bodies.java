package dev.slipjoint.server.api;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.server.edge.EdgeException.BodyTooLarge;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Reads bodies as JSON, whatever their media type says: clients send JSON as {@code text/plain}.
 *
 * @param largest bytes of a body
 * @param json limits of the JSON in it
 */
public record Bodies(int largest, JsonLimits json) {

  /** Takes limits of a context, and lets it stand inside the body's own object. */
  public static Bodies of(int largest, JsonLimits context) {
    return new Bodies(
        largest,
        new JsonLimits(
            context.depth() + 1,
            context.members(),
            context.values(),
            context.stringLength(),
            context.nameLength(),
            context.numberLength()));
  }

  /**
   * The body's object; no body at all is the empty object.
   *
   * @throws BodyTooLarge if it has more than {@link #largest} bytes
   * @throws JsonRefused if it is no exact JSON object
   */
  JsonObject object(ServerRequest request) {
    byte[] bytes = bytes(request);
    if (bytes.length == 0) {
      return JsonObject.EMPTY;
    }
    if (JsonReader.read(bytes, json) instanceof JsonObject object) {
      return object;
    }
    throw new JsonRefused(JsonRefused.Reason.WRONG_TYPE, "", "The body must be a JSON object.");
  }

  private byte[] bytes(ServerRequest request) {
    if (request.headers().contentLength().orElse(0) > largest) {
      throw new BodyTooLarge(largest);
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw new BodyTooLarge(largest);
      }
      return bytes;
    } catch (IOException
        | UncheckedIOException
        | NumberFormatException
        | InsufficientDataAvailableException e) {
      // Helidon's words for broken chunks quote them, and a client that went away is no fault.
      throw new HttpException("The body ended before its end", Status.BAD_REQUEST_400);
    }
  }
}
