package dev.slipjoint.server.connection;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that there are. Refuses those that are too many of one address, and ends those
 * whose client is too slow: reading and writing a connection has no end of its own.
 */
public final class OpenConnections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
  private static final Duration SWEEP = Duration.ofMillis(200);
  private static final long PAUSE_BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

  /** Bytes of an IPv6 address that one customer of a provider has for themselves. */
  private static final int PREFIX = 8;

  private final ConnectionLimits limits;
  private final Map<SocketAddress, Entry> open = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, Integer> strangers = new ConcurrentHashMap<>();
  private final Thread sweeper =
      Thread.ofPlatform().name("slipjoint-connections").daemon().unstarted(this::sweepOnAndOn);
  private final AtomicLong refused = new AtomicLong();
  private volatile long warnedAt = System.nanoTime() - PAUSE_BETWEEN_WARNINGS;

  /** Begins to sweep. */
  public OpenConnections(ConnectionLimits limits) {
    this.limits = limits;
    sweeper.start();
  }

  /** A connection and the one that is counted for it as long as nobody has shown a token on it. */
  private record Entry(
      SocketChannel channel,
      OpenConnection connection,
      @Nullable ByteBuffer counted,
      AtomicBoolean stranger) {}

  /** Too many come from one address. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TooManyException() {
      super("Too many connections of one address", null, false, false);
    }
  }

  /**
   * Lets a connection in.
   *
   * @throws TooManyException if its address has as many as it may have
   */
  void admit(SocketChannel channel) {
    if (!(remote(channel) instanceof InetSocketAddress peer)) {
      return; // it is closed already
    }
    ByteBuffer counted =
        limits.proxies().contain(peer.getAddress()) ? null : origin(peer.getAddress());
    if (counted != null && strangers.merge(counted, 1, Integer::sum) > limits.strangers()) {
      forget(counted);
      refused.incrementAndGet();
      warn(peer.getAddress());
      throw new TooManyException();
    }
    OpenConnection connection = new OpenConnection(limits, System.nanoTime());
    Entry before =
        open.put(peer, new Entry(channel, connection, counted, new AtomicBoolean(counted != null)));
    if (before != null) {
      // Its client reset it and came back from the same port before anybody here noticed.
      known(before);
    }
  }

  /** The one with that peer; one that was not let in is watched by nobody. */
  OpenConnection of(SocketAddress peer) {
    Entry entry = open.get(peer);
    return entry == null ? new OpenConnection(limits, System.nanoTime()) : entry.connection();
  }

  /**
   * A request on it is over.
   *
   * @param known whether it showed a good token: it is not counted as a stranger's any more
   */
  void answered(SocketAddress peer, boolean known) {
    Entry entry = open.get(peer);
    if (entry != null) {
      if (known) {
        known(entry);
      }
      entry.connection().answered(System.nanoTime());
    }
  }

  /** It is over. Another one may have the same peer by now. */
  void closed(SocketAddress peer, OpenConnection connection) {
    Entry entry = open.get(peer);
    if (entry != null && entry.connection() == connection && open.remove(peer, entry)) {
      known(entry);
    }
  }

  /** How many there are. */
  public int count() {
    return open.size();
  }

  /** How many were too many of one address. */
  public long refused() {
    return refused.get();
  }

  private void known(Entry entry) {
    ByteBuffer counted = entry.counted();
    if (counted != null && entry.stranger().compareAndSet(true, false)) {
      forget(counted);
    }
  }

  private void forget(ByteBuffer counted) {
    strangers.computeIfPresent(counted, (it, count) -> count == 1 ? null : count - 1);
  }

  private void sweepOnAndOn() {
    try {
      while (true) {
        Thread.sleep(SWEEP);
        open.forEach(this::sweep);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but to end it.
    }
  }

  private void sweep(SocketAddress peer, Entry entry) {
    if (!entry.channel().isOpen()) {
      closed(peer, entry.connection());
      return;
    }
    try {
      switch (entry.connection().verdict(System.nanoTime())) {
        case FINE -> {}
        case END_OF_INPUT -> entry.channel().shutdownInput();
        case CLOSE -> entry.channel().close();
      }
    } catch (IOException e) {
      LOG.debug("A slow connection was gone already", e);
    }
  }

  private void warn(InetAddress address) {
    long now = System.nanoTime();
    if (now - warnedAt >= PAUSE_BETWEEN_WARNINGS) {
      warnedAt = now;
      LOG.warn(
          "Connections of {} are refused: it has {} on which nobody has shown a good token. Is it a"
              + " proxy of yours? server.trusted-proxies names those.",
          address.getHostAddress(),
          limits.strangers());
    }
  }

  private static @Nullable SocketAddress remote(SocketChannel channel) {
    try {
      return channel.getRemoteAddress();
    } catch (IOException e) {
      return null;
    }
  }

  private static ByteBuffer origin(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX) : bytes);
  }

  @Override
  public void close() {
    sweeper.interrupt();
  }
}
