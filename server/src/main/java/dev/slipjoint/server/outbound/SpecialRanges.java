package dev.slipjoint.server.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that aren't a public host's, after the IANA's special-purpose registries. The tests
 * of {@link InetAddress} itself know less than half of them.
 */
final class SpecialRanges {
  private static final List<AddressRange> IPV4 =
      ranges(
          "0.0.0.0/8", // this host
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carriers' translation
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local; clouds' metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  /** Nothing outside is a public host's: unique local, link-local, multicast, and more to come. */
  private static final AddressRange IPV6_GLOBAL = AddressRange.parse("2000::/3");

  private static final List<AddressRange> IPV6_EXCEPT =
      ranges(
          "2001::/23", // protocol assignments; Teredo
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4
          "3fff::/20"); // documentation

  /** Behind these stands an IPv4 address, of which nobody knows where it leads. */
  private static final List<AddressRange> CARRIERS =
      ranges(
          "::/96", // compatible
          "::ffff:0:0:0/96", // translated
          "64:ff9b::/96", // NAT64
          "64:ff9b:1::/48", // NAT64, local
          "2001::/32", // Teredo
          "2002::/16"); // 6to4

  private static final AddressRange LOOPBACK = AddressRange.parse("::1");

  private SpecialRanges() {}

  private static List<AddressRange> ranges(String... ranges) {
    return Stream.of(ranges).map(AddressRange::parse).toList();
  }

  /** Whether an address isn't a public host's. */
  static boolean holds(InetAddress address) {
    if (address instanceof Inet6Address) {
      return !IPV6_GLOBAL.contains(address) || anyHolds(IPV6_EXCEPT, address);
    }
    return anyHolds(IPV4, address);
  }

  /** Whether an address carries an IPv4 address, which no operator can allow. */
  static boolean carriesAnother(InetAddress address) {
    return address instanceof Inet6Address v6
        && (isMapped(v6) || (anyHolds(CARRIERS, address) && !LOOPBACK.contains(address)));
  }

  /** Has no range: Java turns a mapped address that it reads into the one that it carries. */
  private static boolean isMapped(Inet6Address address) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
  }

  private static boolean anyHolds(List<AddressRange> ranges, InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
