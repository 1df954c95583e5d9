package dev.slipjoint.server.outbound;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.io.ConnectionEndpoint;

/**
 * The one client with which the server calls anybody. It looks up a host at most once a call,
 * refuses the call if one of its addresses isn't allowed, and connects to one of those that it has
 * checked. Then it sends one request and gives back one answer: it follows no redirection, tries
 * nothing twice, keeps no cookie, asks for no proxy, decodes nothing; and it bounds time and size
 * of everything that the other side has a hand in.
 */
public final class Outbound implements AutoCloseable {
  private static final int MOST_ADDRESSES = 4;

  private final Destinations destinations;
  private final Pool pool;
  private final NameLookup names = new NameLookup();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("slipjoint-outbound-timer").factory());

  /** A client that trusts the certificates that the Java runtime trusts. */
  public Outbound(Destinations destinations) {
    this(destinations, usualTls());
  }

  /** A client with a trust of its own. */
  public Outbound(Destinations destinations, SSLContext tls) {
    this.destinations = destinations;
    this.pool = new Pool(tls);
    timer.setRemoveOnCancelPolicy(true);
    var unused = timer.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.SECONDS);
  }

  private void tidy() {
    names.forget();
    pool.tidy();
  }

  private static SSLContext usualTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no TLS", e);
    }
  }

  /**
   * Calls somebody, and waits for the head of the answer. The calling thread may be a virtual one;
   * interrupting it ends the call.
   *
   * @throws OutboundFailed if there is none
   */
  public OutboundAnswer send(OutboundRequest request) throws OutboundFailed {
    Destination destination = destination(request);
    refuseLargeBody(request, destination);
    TimeLimit limit = limit(request, destination);
    try {
      ConnectionEndpoint endpoint = connect(destination, limit);
      return new Exchange(destination, request, pool, endpoint, limit).run();
    } catch (OutboundFailed | RuntimeException e) {
      limit.stop();
      throw e;
    } catch (InterruptedException e) {
      limit.stop();
      Thread.currentThread().interrupt();
      throw OutboundFailed.unsent(Reason.CANCELLED, "connecting to " + destination, e);
    }
  }

  private Destination destination(OutboundRequest request) throws OutboundFailed {
    try {
      return destinations.destination(request.url());
    } catch (DestinationRefused e) {
      throw OutboundFailed.unsent(Reason.TARGET_NOT_ALLOWED, "judging a URL", e);
    }
  }

  private static void refuseLargeBody(OutboundRequest request, Destination destination)
      throws OutboundFailed {
    long length = request.body().map(it -> it.length().orElse(0)).orElse(0L);
    if (length > request.bounds().body()) {
      throw OutboundFailed.unsent(Reason.REQUEST_TOO_LARGE, "calling " + destination);
    }
  }

  private TimeLimit limit(OutboundRequest request, Destination destination) throws OutboundFailed {
    try {
      return TimeLimit.start(timer, request.bounds());
    } catch (RejectedExecutionException e) {
      throw OutboundFailed.unsent(Reason.CANCELLED, "calling " + destination, e);
    }
  }

  /** Tries some addresses in turn; each gets its share of the time that is left. */
  private ConnectionEndpoint connect(Destination destination, TimeLimit limit)
      throws OutboundFailed, InterruptedException {
    List<InetAddress> addresses = checked(destination, limit);
    int left = Math.min(addresses.size(), MOST_ADDRESSES);
    for (InetAddress address : addresses) {
      Duration patience = limit.left().dividedBy(left);
      try {
        return pool.connect(destination, address, patience, limit);
      } catch (OutboundFailed e) {
        left--;
        if (left == 0 || limit.exceeded().isPresent() || !isOfAddress(e)) {
          throw e;
        }
      }
    }
    throw new AssertionError("A name without addresses isn't found");
  }

  private static boolean isOfAddress(OutboundFailed failure) {
    return switch (failure.reason()) {
      case CONNECT_FAILED, CONNECT_TIMED_OUT -> true;
      default -> false;
    };
  }

  private List<InetAddress> checked(Destination destination, TimeLimit limit)
      throws OutboundFailed, InterruptedException {
    if (destination.literal().isPresent()) {
      return List.of(destination.literal().get());
    }
    List<InetAddress> addresses = names.addresses(destination.host(), limit.left());
    for (InetAddress address : addresses) {
      if (!destinations.allows(address, destination.port())) {
        String what = "checking %s at %s".formatted(destination, address.getHostAddress());
        throw OutboundFailed.unsent(Reason.TARGET_NOT_ALLOWED, what);
      }
    }
    return addresses;
  }

  /** Ends all calls, and takes no more. */
  @Override
  public void close() {
    timer.shutdownNow();
    names.close();
    pool.close();
  }
}
