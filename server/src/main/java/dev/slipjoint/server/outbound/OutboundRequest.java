package dev.slipjoint.server.outbound;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is to be sent where. {@link Outbound} adds what belongs to the connection: {@code Host}, the
 * body's framing, and {@code User-Agent} unless there is one.
 */
public record OutboundRequest(
    String method,
    URI url,
    List<OutboundHeader> headers,
    Optional<OutboundBody> body,
    OutboundBounds bounds) {
  private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,19}");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Takes what can be sent. */
  public OutboundRequest {
    headers = List.copyOf(headers);
    require(METHOD.matcher(method).matches() && !method.equals("CONNECT"), "no such method");
    for (OutboundHeader header : headers) {
      String name = header.name();
      require(isHeader(name, header.value()), "a header can't be sent");
      require(!RESERVED.contains(name.toLowerCase(Locale.ROOT)), name + " isn't the caller's");
    }
  }

  /** Whether these are a header's name and value, and nothing beside them. */
  static boolean isHeader(String name, String value) {
    return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
  }

  /** A request without headers and body. */
  public static OutboundRequest of(String method, URI url, OutboundBounds bounds) {
    return new OutboundRequest(method, url, List.of(), Optional.empty(), bounds);
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /**
   * Adds a header.
   *
   * @throws IllegalArgumentException if it can't be sent, or is the connection's own
   */
  public OutboundRequest with(String name, String value) {
    List<OutboundHeader> more =
        Stream.concat(headers.stream(), Stream.of(new OutboundHeader(name, value))).toList();
    return new OutboundRequest(method, url, more, body, bounds);
  }

  /** Has this body. */
  public OutboundRequest with(OutboundBody content) {
    return new OutboundRequest(method, url, headers, Optional.of(content), bounds);
  }

  /** Headers and URL may hold secrets. */
  @Override
  public String toString() {
    return method + " " + url.getHost();
  }
}
