package dev.slipjoint.server.connection;

import io.helidon.common.socket.SocketOptions;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Has every connection let in before anything is read of it. Helidon configures a socket as soon as
 * it is accepted, and closes it if that fails: it is the only moment at which a silent connection
 * is seen.
 */
public final class Admission implements SocketOptions {
  private final SocketOptions options = SocketOptions.create();
  private final OpenConnections connections;

  /** Lets connections in as they come. */
  public Admission(OpenConnections connections) {
    this.connections = connections;
  }

  @Override
  public void configureSocket(SocketChannel socket) {
    connections.admit(socket);
    options.configureSocket(socket);
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return options.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return options.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return options.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return options.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return options.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return options.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return options.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return options.tcpNoDelay();
  }
}
