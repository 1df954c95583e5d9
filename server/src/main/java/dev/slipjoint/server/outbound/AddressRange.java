package dev.slipjoint.server.outbound;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * The addresses that share their first bits.
 *
 * @param first its first address: all other bits are zero
 * @param bits how many bits are shared
 */
public record AddressRange(InetAddress first, int bits) {

  /** Checks. */
  public AddressRange {
    if (bits < 0 || bits > first.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("An address doesn't have that many bits.");
    }
    if (!Arrays.equals(first.getAddress(), masked(first.getAddress(), bits))) {
      throw new IllegalArgumentException("A range is named by its first address.");
    }
  }

  /** One address alone. */
  public static AddressRange of(InetAddress address) {
    return new AddressRange(address, address.getAddress().length * Byte.SIZE);
  }

  /**
   * Reads {@code 10.0.0.0/8} or {@code fd00::/8}; an address without bits is meant alone.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first =
        AddressText.parse(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("That isn't an address."));
    if (slash < 0) {
      return of(first);
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("0|[1-9][0-9]{0,2}")) {
      throw new IllegalArgumentException("After the slash stands a number of bits.");
    }
    return new AddressRange(first, Integer.parseInt(bits));
  }

  /** Whether the address is one of them. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == first.getAddress().length
        && Arrays.equals(masked(bytes, bits), first.getAddress());
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      masked[i] = (byte) (address[i] & (0xff << (Byte.SIZE - kept)));
    }
    return masked;
  }
}
