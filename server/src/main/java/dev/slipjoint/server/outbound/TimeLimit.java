package dev.slipjoint.server.outbound;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The time that one call has. When a phase or the whole takes too long, it cuts the connection,
 * which wakes whoever waits for it, whether they read, write or connect.
 */
final class TimeLimit implements Runnable {
  private static final long AGAIN_NANOS = Duration.ofMillis(50).toNanos();

  private final ScheduledExecutorService timer;
  private final OutboundBounds bounds;
  private final long start = System.nanoTime();
  private volatile Reason phase = Reason.CONNECT_TIMED_OUT;
  private volatile long phaseEnd;
  private volatile Runnable cut = () -> {};
  private volatile Optional<Reason> exceeded = Optional.empty();
  private volatile boolean over;
  private volatile Future<?> next;

  private TimeLimit(ScheduledExecutorService timer, OutboundBounds bounds) {
    this.timer = timer;
    this.bounds = bounds;
    this.phaseEnd = start + bounds.connect().toNanos();
    // A phase that begins later can't end before this.
    this.next = schedule(Math.min(bounds.connect().toNanos(), bounds.firstByte().toNanos()));
  }

  /** Begins with connecting. */
  static TimeLimit start(ScheduledExecutorService timer, OutboundBounds bounds) {
    return new TimeLimit(timer, bounds);
  }

  private Future<?> schedule(long nanos) {
    return timer.schedule(this, nanos, TimeUnit.NANOSECONDS);
  }

  /** What to do when the time is over; it may be done more than once. */
  void cutsBy(Runnable action) {
    cut = action;
    if (exceeded.isPresent()) {
      action.run();
    }
  }

  /** There is a connection: now comes the exchange, up to the head of the answer. */
  void connected() {
    phaseEnd = System.nanoTime() + bounds.firstByte().toNanos();
    phase = Reason.FIRST_BYTE_TIMED_OUT;
  }

  /** There is the head of the answer. */
  void answered() {
    phaseEnd = start + bounds.total().toNanos();
    phase = Reason.TOTAL_TIMED_OUT;
  }

  /** What is left of the phase, and never less than a little: zero means for ever elsewhere. */
  Duration left() {
    long end = Math.min(phaseEnd - start, bounds.total().toNanos());
    return Duration.ofNanos(Math.max(end - (System.nanoTime() - start), 1_000_000));
  }

  /** Why the connection was cut, if it was. */
  Optional<Reason> exceeded() {
    return exceeded;
  }

  /** The call is over: nothing is cut any more. */
  synchronized void stop() {
    over = true;
    next.cancel(false);
  }

  /** Cuts, or comes back later; and again until the call is over, lest a cut met nothing. */
  @Override
  public synchronized void run() {
    if (over) {
      return;
    }
    long now = System.nanoTime() - start;
    boolean whole = now >= bounds.total().toNanos();
    if (exceeded.isEmpty() && (whole || now >= phaseEnd - start)) {
      exceeded = Optional.of(whole ? Reason.TOTAL_TIMED_OUT : phase);
    }
    if (exceeded.isPresent()) {
      cut.run();
      next = schedule(AGAIN_NANOS);
    } else {
      next = schedule(left().toNanos());
    }
  }
}
