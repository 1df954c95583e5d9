package dev.slipjoint.server.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as text, of which one spelling is taken and no name is ever looked up. */
final class AddressText {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern DOTTED_QUAD =
      Pattern.compile("%1$s\\.%1$s\\.%1$s\\.%1$s".formatted(BYTE));
  private static final Pattern COLONS =
      Pattern.compile("[0-9a-f.]*:[0-9a-f:.]*", Pattern.CASE_INSENSITIVE);

  /** What resolvers take for a number: 127.1, 2130706433, 0x7f.1, 0177.0.0.1, 127.0.0.1. */
  private static final Pattern NUMERIC_END =
      Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?", Pattern.CASE_INSENSITIVE);

  private AddressText() {}

  /** Whether a host is an address to any resolver, in this spelling or another. */
  static boolean isNumeric(String host) {
    return host.indexOf(':') >= 0 || NUMERIC_END.matcher(host).matches();
  }

  /**
   * Reads a dotted quad, or an IPv6 address without brackets. An IPv4 address in IPv6's clothes is
   * none: nobody has a use for it but to deceive.
   */
  static Optional<InetAddress> parse(String text) {
    Matcher quad = DOTTED_QUAD.matcher(text);
    if (quad.matches()) {
      return Optional.of(address(quad));
    }
    if (!COLONS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // In brackets it is an address or an error, and never a name.
      return Optional.of(InetAddress.getAllByName("[" + text + "]")[0])
          .filter(Inet6Address.class::isInstance);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static InetAddress address(Matcher quad) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(quad.group(i + 1));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("Four bytes are an address", e);
    }
  }
}
