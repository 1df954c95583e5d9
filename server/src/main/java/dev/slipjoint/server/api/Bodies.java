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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies as JSON, whatever their media type says: clients send JSON as {@code text/plain}.
 *
 * <p>Once parsed, a body takes many times its size. So only as many bytes of bodies are in work at
 * a time as half of the heap can bear; who comes then waits a little, and is told to come again.
 */
public final class Bodies {

  /** Bytes of heap that are set aside for each byte of a body in work. */
  private static final int HEAP_PER_BYTE = 64;

  private static final long LONGEST_WAIT_SECONDS = 5;

  private final int largest;
  private final JsonLimits json;
  private final Semaphore bytesInWork;
  private final int mostInWork;

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
    long affordable = Runtime.getRuntime().maxMemory() / 2 / HEAP_PER_BYTE;
    this.mostInWork = (int) Math.clamp(affordable, (long) largest, Integer.MAX_VALUE);
    this.bytesInWork = new Semaphore(mostInWork, true);
  }

  /** The body of a request, which is read when it is asked for and in work until it is closed. */
  Body of(ServerRequest request) {
    return new Body(request);
  }

  /** How many bytes of bodies are in work. */
  public int inWork() {
    return mostInWork - bytesInWork.availablePermits();
  }

  /** How many of them may be at a time. */
  public int mostInWork() {
    return mostInWork;
  }

  /** One request's body. */
  final class Body implements AutoCloseable {
    private final ServerRequest request;
    private int inWork;

    private Body(ServerRequest request) {
      this.request = request;
    }

    /**
     * The body's object; no body at all is the empty object.
     *
     * @throws BodyTooLarge if it has more bytes than are read
     * @throws Busy if too much is in work
     * @throws JsonRefused if it is no exact JSON object
     */
    JsonObject object() {
      byte[] bytes = bytes(request);
      if (bytes.length == 0) {
        return JsonObject.EMPTY;
      }
      begin(bytes.length);
      if (JsonReader.read(bytes, json) instanceof JsonObject object) {
        return object;
      }
      throw new JsonRefused(JsonRefused.Reason.WRONG_TYPE, "", "The body must be a JSON object.");
    }

    private void begin(int bytes) {
      try {
        if (!bytesInWork.tryAcquire(bytes, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
          throw new Busy();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Busy();
      }
      inWork += bytes;
    }

    @Override
    public void close() {
      bytesInWork.release(inWork);
      inWork = 0;
    }
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
