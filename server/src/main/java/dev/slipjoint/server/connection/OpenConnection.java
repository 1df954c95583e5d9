package dev.slipjoint.server.connection;

import java.time.Duration;

/**
 * What one connection is doing, and since when. Its own thread tells; whoever sweeps asks. Times
 * are those of {@link System#nanoTime}.
 */
final class OpenConnection {

  /** Where in a request a connection is. */
  private enum Phase {
    IDLE,
    HEAD,
    REQUEST
  }

  private final ConnectionLimits limits;
  private Phase phase = Phase.IDLE;
  private long since;
  private long received;
  private long waited;
  private boolean waiting;
  private long waitingSince;
  private boolean writing;
  private long writingSince;
  private boolean cut;

  OpenConnection(ConnectionLimits limits, long now) {
    this.limits = limits;
    this.since = now;
  }

  /** It waits for what the client sends. */
  synchronized void waits(long now) {
    waiting = true;
    waitingSince = now;
  }

  /** Bytes came, or there is nothing more to come. */
  synchronized void received(int bytes, long now) {
    waiting = false;
    switch (phase) {
      case IDLE -> {
        if (bytes > 0) {
          enter(Phase.HEAD, now);
        }
      }
      case HEAD -> {}
      case REQUEST -> {
        waited += now - waitingSince;
        received += bytes;
      }
    }
  }

  /** The headers are there, and a body may follow. */
  synchronized void headRead(long now) {
    enter(Phase.REQUEST, now);
  }

  /** The request is over. */
  synchronized void answered(long now) {
    enter(Phase.IDLE, now);
  }

  private void enter(Phase next, long now) {
    phase = next;
    since = now;
    waited = 0;
    received = 0;
  }

  /** It writes, and may have to wait for the client to read. */
  synchronized void writes(long now) {
    writing = true;
    writingSince = now;
  }

  synchronized void written() {
    writing = false;
  }

  /** What is to be done about it. */
  enum Verdict {
    /** Nothing. */
    FINE,
    /** Nothing more is read of it; what has been asked may still be answered. */
    END_OF_INPUT,
    /** It is closed. */
    CLOSE
  }

  /** Judges it; once it has been found too slow, that is so for good. */
  synchronized Verdict verdict(long now) {
    if (writing && now - writingSince > limits.answer().toNanos()) {
      cut = true;
      return Verdict.CLOSE;
    }
    if (!cut && isTooSlow(now)) {
      cut = true;
      return Verdict.END_OF_INPUT;
    }
    return Verdict.FINE;
  }

  /** Whether it was found too slow. */
  synchronized boolean isCut() {
    return cut;
  }

  /** What a client can be too slow over. */
  enum Slowness {
    /** It isn't too slow, or nothing has been asked. */
    NOTHING,
    HEAD,
    BODY
  }

  /** What it was found too slow over. */
  synchronized Slowness tooSlowOver() {
    if (!cut) {
      return Slowness.NOTHING;
    }
    return switch (phase) {
      case IDLE -> Slowness.NOTHING;
      case HEAD -> Slowness.HEAD;
      case REQUEST -> Slowness.BODY;
    };
  }

  private boolean isTooSlow(long now) {
    return switch (phase) {
      case IDLE -> isOver(limits.idle(), now - since);
      case HEAD -> isOver(limits.head(), now - since);
      case REQUEST -> isBodyTooSlow(waited + (waiting ? now - waitingSince : 0));
    };
  }

  private boolean isBodyTooSlow(long nanos) {
    long seconds = Duration.ofNanos(nanos).toSeconds();
    return isOver(limits.body(), nanos)
        || (isOver(ConnectionLimits.GRACE, nanos) && received < limits.bodyRate() * seconds);
  }

  private static boolean isOver(Duration limit, long nanos) {
    return nanos > limit.toNanos();
  }
}
