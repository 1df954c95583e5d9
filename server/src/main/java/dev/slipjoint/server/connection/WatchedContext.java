package dev.slipjoint.server.connection;

import dev.slipjoint.server.edge.EdgeException;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A connection's reader and writer, which tell of their waiting. */
final class WatchedContext implements ConnectionContext {
  private final ConnectionContext context;
  private final OpenConnection connection;
  private final DataReader reader;
  private final DataWriter writer;

  WatchedContext(ConnectionContext context, OpenConnection connection) {
    this.context = context;
    this.connection = connection;
    this.reader = DataReader.create(this::received);
    this.writer = new Writer(context.dataWriter());
  }

  OpenConnection connection() {
    return connection;
  }

  /** What comes next, or null at the end. */
  @SuppressWarnings("NullAway") // Helidon's supplier says by null that there is nothing more
  private byte @Nullable [] received() {
    DataReader from = context.dataReader();
    connection.waits(System.nanoTime());
    int count = 0;
    try {
      from.ensureAvailable();
      byte[] bytes = from.readBytes(from.available());
      count = bytes.length;
      return bytes;
    } catch (InsufficientDataAvailableException e) {
      return afterTheEnd();
    } finally {
      connection.received(count, System.nanoTime());
    }
  }

  /** Whoever was too slow is told so, unless there is nothing yet to be told about. */
  private byte @Nullable [] afterTheEnd() {
    return switch (connection.tooSlowOver()) {
      case BODY -> throw new EdgeException.TooSlow();
      case HEAD ->
          throw RequestException.builder()
              .type(EventType.BAD_REQUEST)
              .status(Status.REQUEST_TIMEOUT_408)
              .message("The head of the request came too slowly")
              .build();
      case NOTHING -> null;
    };
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  /** Tells how long the client takes to read. */
  private final class Writer implements DataWriter {
    private final DataWriter to;

    Writer(DataWriter to) {
      this.to = to;
    }

    private void watched(Runnable write) {
      connection.writes(System.nanoTime());
      try {
        write.run();
      } finally {
        connection.written();
      }
    }

    @Override
    public void write(BufferData... buffers) {
      watched(() -> to.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
      watched(() -> to.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
      watched(() -> to.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
      watched(() -> to.writeNow(buffer));
    }

    @Override
    public void flush() {
      watched(to::flush);
    }

    @Override
    public void close() {
      watched(to::close);
    }
  }

  @Override
  public ListenerContext listenerContext() {
    return context.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return context.executor();
  }

  @Override
  public Router router() {
    return context.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return context.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return context.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return context.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return context.localPeer();
  }

  @Override
  public boolean isSecure() {
    return context.isSecure();
  }

  @Override
  public String socketId() {
    return context.socketId();
  }

  @Override
  public String childSocketId() {
    return context.childSocketId();
  }
}
