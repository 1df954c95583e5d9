package dev.slipjoint.sdk.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands before a server on a port of its own and passes bytes on, both ways, until it is told to
 * do that badly.
 */
final class Relay implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 256;

  private final InetSocketAddress server;
  private final InetSocketAddress address;
  private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean losesNextAnswer = new AtomicBoolean();
  private volatile Duration delay = Duration.ZERO;

  /** A door while it is alive, a socket that keeps the port while it is dead. */
  private Closeable port;

  private Relay(InetSocketAddress server) throws IOException {
    this.server = server;
    Door door = new Door(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::pass);
    this.address = door.address();
    this.port = door;
  }

  static Relay before(URI server) {
    try {
      return new Relay(new InetSocketAddress(server.getHost(), server.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException("The test platform has no port", e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /** Refuses connections. The port stays taken, so that nobody else answers there meanwhile. */
  synchronized void die() {
    if (port instanceof Door) {
      close();
      port = opened(this::takenWithoutListening);
    }
  }

  synchronized void revive() {
    if (!(port instanceof Door)) {
      close();
      port = opened(() -> new Door(address, this::pass));
    }
  }

  void delayAnswers(Duration time) {
    delay = time;
  }

  void loseNextAnswer() {
    losesNextAnswer.set(true);
  }

  Duration delay() {
    return delay;
  }

  /** Whether an answer that is about to be passed on is the one to lose. */
  boolean losesAnswer() {
    return losesNextAnswer.compareAndSet(true, false);
  }

  /** Lets go of the port first: from then on no connection is added. */
  @Override
  public synchronized void close() {
    quietly(port);
    connections.forEach(RelayedConnection::cut);
  }

  private void pass(Socket client) {
    if (connections.size() >= MOST_CONNECTIONS) {
      quietly(client);
      return;
    }
    RelayedConnection connection = new RelayedConnection(this, client, new Socket());
    connections.add(connection);
    connection.open(server, () -> connections.remove(connection));
  }

  private Socket takenWithoutListening() throws IOException {
    Socket taken = new Socket();
    taken.setReuseAddress(true);
    taken.bind(address);
    return taken;
  }

  private interface Opening {
    Closeable open() throws IOException;
  }

  private Closeable opened(Opening opening) {
    try {
      return opening.open();
    } catch (IOException e) {
      throw new UncheckedIOException("The test platform can't have its port back: " + address, e);
    }
  }

  static void quietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}
