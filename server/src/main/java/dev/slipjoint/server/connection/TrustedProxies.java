package dev.slipjoint.server.connection;

import dev.slipjoint.server.outbound.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of an operator's own proxies: whoever comes through them shares an address. */
public record TrustedProxies(List<AddressRange> ranges) {

  /** Copies. */
  public TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads addresses and ranges with commas between them, such as {@code 127.0.0.1, 10.1.0.0/16}.
   *
   * @throws IllegalArgumentException if one of them is none
   */
  public static TrustedProxies parse(String text) {
    return new TrustedProxies(
        Stream.of(text.split(",", -1))
            .map(String::strip)
            .filter(it -> !text.isBlank())
            .map(AddressRange::parse)
            .toList());
  }

  boolean contain(InetAddress address) {
    return ranges.stream().anyMatch(it -> it.contains(address));
  }
}
