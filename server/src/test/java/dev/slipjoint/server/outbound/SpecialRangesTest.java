package dev.slipjoint.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table against an oracle that reckons with numbers alone, over addresses near its borders. */
class SpecialRangesTest {
  private static final int ROUNDS = 20_000;
  private static final Destinations STRICT =
      new Destinations(PrivateAddresses.none(), Set.of(80, 443), port -> port == 8484);

  private final long seed = Long.getLong("slipjoint.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** First and last addresses of what isn't public. */
  private static final long[][] BORDERS4 = {
    {0x00000000L, 0x00ffffffL},
    {0x0a000000L, 0x0affffffL},
    {0x64400000L, 0x647fffffL},
    {0x7f000000L, 0x7fffffffL},
    {0xa9fe0000L, 0xa9feffffL},
    {0xac100000L, 0xac1fffffL},
    {0xc0000000L, 0xc00000ffL},
    {0xc0000200L, 0xc00002ffL},
    {0xc0586300L, 0xc05863ffL},
    {0xc0a80000L, 0xc0a8ffffL},
    {0xc6120000L, 0xc613ffffL},
    {0xc6336400L, 0xc63364ffL},
    {0xcb007100L, 0xcb0071ffL},
    {0xe0000000L, 0xffffffffL}
  };

  /** First and last sixteen hextets' beginnings, the rest being zeros and ones. */
  private static final String[][] BORDERS6 = {
    {"0000", "1fff"}, {"20010000", "200101ff"}, {"20010db8", "20010db8"},
    {"2002", "2002"}, {"3fff00", "3fff0f"}, {"4000", "ffff"}
  };

  private static boolean isPublic4(long address) {
    for (long[] border : BORDERS4) {
      if (address >= border[0] && address <= border[1]) {
        return false;
      }
    }
    return true;
  }

  private static BigInteger filled(String hex, char with) {
    return new BigInteger(hex + String.valueOf(with).repeat(32 - hex.length()), 16);
  }

  private static boolean isPublic6(BigInteger address) {
    for (String[] border : BORDERS6) {
      if (address.compareTo(filled(border[0], '0')) >= 0
          && address.compareTo(filled(border[1], 'f')) <= 0) {
        return false;
      }
    }
    return true;
  }

  private long some4() {
    long[] border = BORDERS4[random.nextInt(BORDERS4.length)];
    return switch (random.nextInt(3)) {
      case 0 -> random.nextLong() & 0xffffffffL;
      case 1 -> Math.floorMod(border[random.nextInt(2)] + random.nextInt(-2, 3), 1L << 32);
      default -> random.nextLong(border[0], border[1] + 1);
    };
  }

  private BigInteger some6() {
    BigInteger any = new BigInteger(128, random);
    String[] border = BORDERS6[random.nextInt(BORDERS6.length)];
    return switch (random.nextInt(4)) {
      case 0 -> any;
      case 1 -> any.clearBit(127).clearBit(126).setBit(125);
      case 2 ->
          (random.nextBoolean() ? filled(border[0], '0') : filled(border[1], 'f'))
              .add(BigInteger.valueOf(random.nextInt(-2, 3)))
              .mod(BigInteger.ONE.shiftLeft(128));
      default -> BigInteger.valueOf(0xffff).shiftLeft(32).or(BigInteger.valueOf(some4()));
    };
  }

  private static InetAddress address(BigInteger number, int bytes) throws UnknownHostException {
    byte[] address = HexFormat.of().parseHex(String.format("%0" + 2 * bytes + "x", number));
    return bytes == 16
        ? Inet6Address.getByAddress(null, address, -1)
        : InetAddress.getByAddress(address);
  }

  @Test
  void agreeWithTheOracleAboutEveryAddress() throws UnknownHostException {
    for (int i = 0; i < ROUNDS; i++) {
      long four = some4();
      assertThat(SpecialRanges.holds(address(BigInteger.valueOf(four), 4)))
          .as("seed %d: %x", seed, four)
          .isEqualTo(!isPublic4(four));
      BigInteger six = some6();
      assertThat(SpecialRanges.holds(address(six, 16)))
          .as("seed %d: %s", seed, six.toString(16))
          .isEqualTo(!isPublic6(six));
    }
  }

  /** In whatever spelling: only canonical ones of public addresses get through. */
  @Test
  void noSpellingOfAnAddressThatIsNotPublicGetsThrough() {
    for (int i = 0; i < ROUNDS / 5; i++) {
      long four = some4();
      String canonical = quad(four, "%d.%d.%d.%d");
      assertThat(STRICT.objection("http://" + canonical + "/").isEmpty())
          .as("seed %d: %s", seed, canonical)
          .isEqualTo(isPublic4(four));
      for (String odd : oddSpellings(four)) {
        assertThat(STRICT.objection("http://" + odd + "/"))
            .as("seed %d: %s", seed, odd)
            .isPresent();
      }
      BigInteger six = some6();
      String spelled = spelled(six);
      assertThat(STRICT.objection("http://[" + spelled + "]/").isEmpty())
          .as("seed %d: %s", seed, spelled)
          .isEqualTo(isPublic6(six));
    }
  }

  private static String quad(long address, String format) {
    return format.formatted(
        address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
  }

  private static List<String> oddSpellings(long address) {
    return List.of(
        String.valueOf(address),
        "0x%x".formatted(address),
        "0%o".formatted(address),
        quad(address, "0x%x.0x%x.0x%x.0x%x"),
        quad(address, "0%o.0%o.0%o.0%o"),
        quad(address, "%d.%d.%d.0x%x"),
        "%d.%d".formatted(address >> 24, address & 0xffffff),
        "%d.%d.%d".formatted(address >> 24, address >> 16 & 0xff, address & 0xffff),
        quad(address, "%d.%d.%d.%d."),
        quad(address, "[::ffff:%d.%d.%d.%d]"),
        quad(address, "[::%d.%d.%d.%d]"),
        quad(address, "[64:ff9b::%d.%d.%d.%d]"),
        "[2002:%x:%x::1]".formatted(address >> 16, address & 0xffff));
  }

  /** With zeros or without, large or small, the end as a dotted quad or not. */
  private String spelled(BigInteger address) {
    String hex = String.format("%032x", address);
    StringBuilder text = new StringBuilder();
    boolean dotted = random.nextBoolean();
    for (int i = 0; i < (dotted ? 6 : 8); i++) {
      String hextet = hex.substring(4 * i, 4 * i + 4);
      String one = random.nextBoolean() ? hextet : hextet.replaceFirst("^0{1,3}", "");
      text.append(i == 0 ? "" : ":")
          .append(random.nextBoolean() ? one : one.toUpperCase(Locale.ROOT));
    }
    return dotted
        ? text + ":" + quad(Long.parseLong(hex.substring(24), 16), "%d.%d.%d.%d")
        : text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:a00:1, true",
    "::1, false",
    "::2, true",
    "64:ff9b::1, true",
    "2606::1, false"
  })
  void knowWhatCarriesAnother(String text, boolean carries) throws UnknownHostException {
    byte[] bytes =
        text.startsWith("::ffff")
            ? HexFormat.of().parseHex("00000000000000000000ffff0a000001")
            : AddressText.parse(text).orElseThrow().getAddress();
    InetAddress address = Inet6Address.getByAddress(null, bytes, -1);
    assertThat(SpecialRanges.carriesAnother(address)).isEqualTo(carries);
    assertThat(URI.create("http://[" + text + "]/").getHost()).isNotNull();
  }
}
