package dev.slipjoint.sdk.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * One connection through the relay, with a thread each way. It relies on a client of HTTP/1.1 that
 * asks for one thing after the other: what it sends after an answer has begun is the next request.
 */
final class RelayedConnection {
  private static final int BUFFER = 16 * 1024;

  private final Relay relay;
  private final Socket client;
  private final Socket server;

  /** Whether the latest request has begun to be answered. */
  private volatile boolean answered = true;

  /** Whether the latest request changes anything. */
  private volatile boolean changes;

  RelayedConnection(Relay relay, Socket client, Socket server) {
    this.relay = relay;
    this.client = client;
    this.server = server;
  }

  /** Passes bytes on until either side ends, and runs that once in the end. */
  void open(SocketAddress address, Runnable after) {
    Thread.ofVirtual()
        .name("slipjoint-relay-requests")
        .start(
            () -> {
              try {
                server.connect(address);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Thread.ofVirtual().name("slipjoint-relay-answers").start(this::answers);
                passRequests();
              } catch (IOException e) {
                // One side is gone, and so is the other soon.
              } finally {
                cut();
                after.run();
              }
            });
  }

  void cut() {
    Relay.quietly(client);
    Relay.quietly(server);
  }

  private void passRequests() throws IOException {
    InputStream from = client.getInputStream();
    OutputStream to = server.getOutputStream();
    byte[] bytes = new byte[BUFFER];
    for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
      if (answered) {
        changes = bytes[0] != 'G'; // of GET
        answered = false;
      }
      to.write(bytes, 0, read);
    }
  }

  private void answers() {
    try {
      passAnswers();
    } catch (IOException e) {
      // One side is gone, and so is the other soon.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cut();
    }
  }

  private void passAnswers() throws IOException, InterruptedException {
    InputStream from = server.getInputStream();
    OutputStream to = client.getOutputStream();
    byte[] bytes = new byte[BUFFER];
    for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
      if (!answered) {
        if (changes && relay.losesAnswer()) {
          return;
        }
        Thread.sleep(relay.delay());
        answered = true;
      }
      to.write(bytes, 0, read);
    }
  }
}
