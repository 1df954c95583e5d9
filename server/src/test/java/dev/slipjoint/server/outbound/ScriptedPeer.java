package dev.slipjoint.server.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The other side, whose every byte is the test's. Each connection gets the same script. */
final class ScriptedPeer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /** What happens on a connection, which is closed at its end. */
  interface Script {
    void play(Talk talk) throws Exception;
  }

  ScriptedPeer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  ScriptedPeer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    Thread.ofVirtual().start(this::listen);
  }

  /** A peer that answers each request of a connection with the same bytes. */
  static ScriptedPeer answering(String bytes) throws IOException {
    return new ScriptedPeer(
        talk -> {
          while (!talk.head().isEmpty()) {
            talk.say(bytes);
          }
        });
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> play(socket));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void play(Socket socket) {
    try (socket) {
      script.play(new Talk(socket));
    } catch (Exception e) {
      // The client had enough.
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  int connections() {
    return connections.get();
  }

  /** The heads of the requests that came. */
  List<String> heads() {
    return heads;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** One connection. */
  final class Talk {
    private final Socket socket;

    private Talk(Socket socket) {
      this.socket = socket;
    }

    Socket socket() {
      return socket;
    }

    /** Reads the head of a request; empty if there is no more. */
    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
      heads.add(head.toString());
      return head.toString();
    }

    String read(int bytes) throws IOException {
      return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    void say(String bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Says it again and again until nobody listens. */
    void sayForEver(String bytes) throws IOException {
      byte[] piece =
          bytes.repeat(Math.max(1, 8192 / bytes.length())).getBytes(StandardCharsets.ISO_8859_1);
      while (true) {
        socket.getOutputStream().write(piece);
      }
    }

    /** Says one byte at a time. */
    void dribble(String bytes) throws Exception {
      for (int i = 0; i < bytes.length(); i++) {
        say(bytes.substring(i, i + 1));
        Thread.sleep(30);
      }
    }

    void wait(int millis) throws InterruptedException {
      Thread.sleep(millis);
    }
  }
}
