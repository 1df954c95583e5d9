package dev.slipjoint.server.outbound;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * What the server may call: public addresses at some ports, what an operator allows beyond them,
 * and never itself. A URL is judged when it is registered, without looking up its host; an address
 * is judged at every call.
 */
public final class Destinations {
  private static final Pattern LOCAL_NAME = Pattern.compile("(.+\\.)?(localhost|local|internal)");
  private static final InetAddress LOOPBACK4 = AddressText.parse("127.0.0.1").orElseThrow();
  private static final InetAddress LOOPBACK6 = AddressText.parse("::1").orElseThrow();

  private final PrivateAddresses allowed;
  private final Set<Integer> ports;
  private final IntPredicate ownPorts;

  /**
   * Judges by what an operator set.
   *
   * @param allowed beyond public addresses
   * @param ports of public addresses
   * @param ownPorts whether the server listens on a port, asked at each call
   */
  public Destinations(PrivateAddresses allowed, Set<Integer> ports, IntPredicate ownPorts) {
    this.allowed = allowed;
    this.ports = Set.copyOf(ports);
    this.ownPorts = ownPorts;
  }

  /**
   * Why a URL can't be registered, as sentences for whoever wants to; empty if it can. A name that
   * leads nowhere or to a private address is found out only by calling it.
   */
  public Optional<String> objection(String url) {
    try {
      destination(new URI(url));
      return Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of("It isn't a URL.");
    } catch (DestinationRefused e) {
      return Optional.of(e.sentence());
    }
  }

  /** Where a URL leads, if its text allows it. */
  Destination destination(URI url) throws DestinationRefused {
    Destination destination = Destination.of(url);
    int port = destination.port();
    if (destination.literal().isPresent()) {
      boolean callable = allows(destination.literal().get(), port);
      Destination.require(callable, "Its host must be a public address, and its port a usual one.");
      return destination;
    }
    Destination.require(ports.contains(port) || allowed.opens(port), "Its port isn't allowed.");
    boolean callable = !LOCAL_NAME.matcher(destination.host()).matches() || isSelf(destination);
    Destination.require(callable, "Its host must be a public name.");
    return destination;
  }

  /** Whether it is {@code localhost}, and allowed. */
  private boolean isSelf(Destination destination) {
    return destination.host().equals("localhost")
        && (allows(LOOPBACK4, destination.port()) || allows(LOOPBACK6, destination.port()));
  }

  /** Whether a connection to an address may be opened. */
  boolean allows(InetAddress address, int port) {
    if (ownPorts.test(port) && isOwn(address)) {
      return false;
    }
    return allowed.allows(address, port) || (!SpecialRanges.holds(address) && ports.contains(port));
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}
