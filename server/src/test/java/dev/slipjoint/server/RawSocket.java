package dev.slipjoint.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A connection whose every byte is the test's; a character is a byte. */
final class RawSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5000;

  private final Socket socket;
  private final InputStream in;

  RawSocket(URI server) throws IOException {
    this(server, PATIENCE_MILLIS);
  }

  /** One that waits no longer than that for a byte. */
  RawSocket(URI server, int patienceMillis) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(patienceMillis);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void send(String bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      // The server has had enough; its answer may be there all the same.
    }
  }

  /** Sends nothing more, and still listens. */
  void endOfInput() throws IOException {
    socket.shutdownOutput();
  }

  /** The next answer; empty if the connection was closed without one. */
  Optional<Reply> reply() throws IOException {
    Optional<String> head = head();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = head.get().strip().lines().toList();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), it -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).getFirst());
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    int status = Integer.parseInt(lines.getFirst().substring(9, 12));
    return Optional.of(new Reply(status, headers, body));
  }

  private Optional<String> head() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = readOrEnd();
      if (next < 0) {
        return Optional.empty();
      }
      bytes.write(next);
    }
    return Optional.of(bytes.toString(StandardCharsets.ISO_8859_1));
  }

  private int readOrEnd() throws IOException {
    try {
      return in.read();
    } catch (SocketException e) {
      return -1;
    }
  }

  /** What comes until something does. */
  String textUntil(String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int next = readOrEnd();
      if (next < 0) {
        return text.toString();
      }
      text.append((char) next);
    }
    return text.toString();
  }

  /** What comes until the server closes the connection, or breaks it off. */
  String rest() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      in.transferTo(bytes);
    } catch (SocketException e) {
      // That is its end, too.
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether the server closes the connection now, and says nothing more before that. */
  boolean isClosed() throws IOException {
    try {
      return readOrEnd() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
