package dev.slipjoint.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connection that is kept alive, for one request after the other. A plain socket: the generator
 * shares a core with a part of what it measures, so it does as little as it can.
 */
final class Connection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[16 * 1024];
  private int next;
  private int end;

  /** What came back. */
  record Answer(int status, String body) {}

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Asks on a connection of its own, and checks the answer. */
  static Answer once(int port, Ask ask) throws IOException {
    try (Connection connection = new Connection(port)) {
      Answer answer = connection.ask(ask);
      ask.check(answer);
      return answer;
    }
  }

  /** Whether it is answered rightly there by now; a server may be on its way up or down. */
  static boolean isAnswered(int port, Ask ask) {
    try {
      once(port, ask);
      return true;
    } catch (IOException | BenchmarkFailed e) {
      return false;
    }
  }

  Answer ask(Ask ask) throws IOException {
    out.write(ask.bytes());
    int status = Integer.parseInt(line().substring(9, 12));
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (isNamed(header, "Content-Length:")) {
        length = Integer.parseInt(header.substring("Content-Length:".length()).strip());
      } else if (isNamed(header, "Transfer-Encoding:")) {
        chunked = true;
      }
    }
    byte[] body = chunked ? chunks() : bytes(length);
    return new Answer(status, new String(body, StandardCharsets.UTF_8));
  }

  private static boolean isNamed(String header, String name) {
    return header.regionMatches(true, 0, name, 0, name.length());
  }

  private byte[] chunks() throws IOException {
    byte[] all = {};
    for (int size = size(); size > 0; size = size()) {
      int before = all.length;
      all = Arrays.copyOf(all, before + size);
      System.arraycopy(bytes(size), 0, all, before, size);
      line();
    }
    line();
    return all;
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = read(); c != '\n'; c = read()) {
      line.append((char) c);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) read();
    }
    return bytes;
  }

  private int read() throws IOException {
    if (next == end) {
      next = 0;
      end = in.read(buffer);
      if (end < 0) {
        throw new EOFException("The connection was closed before an answer");
      }
    }
    return buffer[next++] & 0xff;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
