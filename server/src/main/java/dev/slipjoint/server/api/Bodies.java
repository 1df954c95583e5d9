package dev.slipjoint.server.api;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.server.edge.EdgeException.BodyTooLarge;
import dev.slipjoint.server.edge.EdgeException.Busy;
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
 * <p>While a body comes, and its sender may take half a minute over it, it is all kept: so only as
 * many bytes are read at a time as a sixteenth of the heap can hold. Once parsed, it takes many
 * times its size: so only as many are in work at a time as half of the heap can bear.
 */
public final class Bodies {

  /** Bytes of heap that are set aside for each byte of a body in work. */
  private static final int HEAP_PER_BYTE = 64;

  private final int largest;
  private final JsonLimits json;
  private final Room reading;
  private final Room work;

  /**
   * Takes limits of a context, and lets it stand inside the body's own object.
   *
   * @param largest bytes of a body
   */
  public Bodies(int largest, JsonLimits context) {
    this.largest = largest;
    this.json =
        new JsonLimits(
            context.depth() + 1,
            context.members(),
            context.values(),
            context.stringLength(),
            context.nameLength(),
            context.numberLength());
    long heap = Runtime.getRuntime().maxMemory();
    this.reading = new Room(heap / 16, largest);
    this.work = new Room(heap / 2 / HEAP_PER_BYTE, largest);
  }

  /** The body of a request, which is read when it is asked for and in work until it is closed. */
  Body of(ServerRequest request) {
    return new Body(request);
  }

  /** How many bytes of bodies are in work. */
  public int inWork() {
    return work.taken();
  }

  /** How many of them may be at a time. */
  public int mostInWork() {
    return work.bytes();
  }

  /** One request's body. */
  final class Body implements AutoCloseable {
    private final ServerRequest request;
    private int read;
    private int inWork;

    private Body(ServerRequest request) {
      this.request = request;
    }

    /**
     * The body's object; no body at all is the empty object.
     *
     * @throws BodyTooLarge if it has more bytes than are read
     * @throws Busy if too much is being read or in work
     * @throws JsonRefused if it is no exact JSON object
     */
    JsonObject object() {
      byte[] bytes = bytes();
      if (bytes.length == 0) {
        return JsonObject.EMPTY;
      }
      work.take(bytes.length);
      inWork += bytes.length;
      if (JsonReader.read(bytes, json) instanceof JsonObject object) {
        return object;
      }
      throw new JsonRefused(JsonRefused.Reason.WRONG_TYPE, "", "The body must be a JSON object.");
    }

    private byte[] bytes() {
      // Who doesn't say how much there is may send the most.
      long announced = request.headers().contentLength().orElse(largest);
      if (announced > largest) {
        throw new BodyTooLarge(largest);
      }
      if (!request.content().hasEntity()) {
        return new byte[0];
      }
      reading.take((int) announced);
      read += (int) announced;
      return received(request);
    }

    @Override
    public void close() {
      work.giveBack(inWork);
      inWork = 0;
      reading.giveBack(read);
      read = 0;
    }
  }

  private byte[] received(ServerRequest request) {
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
