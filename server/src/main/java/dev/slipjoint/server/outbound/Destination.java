package dev.slipjoint.server.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a URL leads, before anybody has looked up its host.
 *
 * @param scheme {@code https} or {@code http}
 * @param host a name in small letters, or an address without brackets
 * @param literal the address that the host is, if it isn't a name
 * @param path its path and query, as they are sent
 */
record Destination(
    String scheme, String host, int port, Optional<InetAddress> literal, String path) {
  private static final int LONGEST_NAME = 253;

  /** Reads a URL of which there is one spelling only, so that nobody else reads it otherwise. */
  static Destination of(URI url) throws DestinationRefused {
    String scheme = lower(Optional.ofNullable(url.getScheme()).orElse(""));
    require(scheme.equals("https") || scheme.equals("http"), "It must begin with https or http.");
    String authority = Optional.ofNullable(url.getRawAuthority()).orElse("");
    require(!authority.contains("@"), "It can't hold a user's name or password.");
    require(url.getRawFragment() == null, "It can't have a fragment.");
    String host = lower(Optional.ofNullable(url.getHost()).orElse(""));
    require(
        !host.isEmpty(),
        "It must have a host: a name of letters, digits, hyphens and dots, or an address.");
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    require(lower(authority).equals(host + port), "Its host and port must be plainly written.");
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new Destination(scheme, bare, port(url, scheme), literal(bare), path(url));
  }

  private static Optional<InetAddress> literal(String host) throws DestinationRefused {
    if (AddressText.isNumeric(host)) {
      Optional<InetAddress> address = AddressText.parse(host);
      require(address.isPresent(), "Its host is no address in the usual spelling.");
      return address;
    }
    boolean plain = host.length() <= LONGEST_NAME && !host.endsWith(".");
    require(plain, "Its host must be a name without a dot at its end.");
    return Optional.empty();
  }

  private static int port(URI url, String scheme) throws DestinationRefused {
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    require(port >= 1 && port <= 65_535, "Its port must be from 1 to 65535.");
    return port;
  }

  private static String path(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  static void require(boolean condition, String sentence) throws DestinationRefused {
    if (!condition) {
      throw new DestinationRefused(sentence);
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  boolean isTls() {
    return scheme.equals("https");
  }

  /** Host and port as the header {@code Host} has them. */
  String authority() {
    String inBrackets = host.contains(":") ? "[" + host + "]" : host;
    return port == (isTls() ? 443 : 80) ? inBrackets : inBrackets + ":" + port;
  }

  /** Where it leads, without anything that could be a secret. */
  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
