package dev.slipjoint.server.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Looks names up as a test says, and all others as ever. Java takes it from {@code
 * META-INF/services}.
 */
public final class TestNames extends InetAddressResolverProvider {
  private static final Map<String, IntFunction<List<String>>> ANSWERS = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** A new name, and the addresses that it has at the first look-up, the second and so on. */
  static String answering(IntFunction<List<String>> addresses) {
    String name = "name-%d.slipjoint.test".formatted(NAMES.incrementAndGet());
    COUNTS.put(name, new AtomicInteger());
    ANSWERS.put(name, addresses);
    return name;
  }

  /** A new name that always has these addresses. */
  static String of(String... addresses) {
    return answering(count -> List.of(addresses));
  }

  /** How often a name was looked up. */
  static int lookUps(String name) {
    return COUNTS.get(name).get();
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver builtin = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        IntFunction<List<String>> answer = ANSWERS.get(host);
        if (answer == null) {
          return builtin.lookupByName(host, policy);
        }
        return answer.apply(COUNTS.get(host).incrementAndGet()).stream()
            .map(it -> AddressText.parse(it).orElseThrow());
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return builtin.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "names of tests";
  }
}
