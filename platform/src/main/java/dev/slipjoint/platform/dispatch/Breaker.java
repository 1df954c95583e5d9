package dev.slipjoint.platform.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One integration's circuit breaker. It is told how each call went, and says whether the next may
 * be made. What began before it changed its state, or was reset, counts no more.
 */
final class Breaker {
  private static final int FAILURES_KEPT = 20;

  private final BreakerFigures figures;
  private final Deque<FailedCall> failures = new ArrayDeque<>();
  private BreakerState state = BreakerState.CLOSED;
  private Instant since;
  private CallWindow window;
  private CallCount sinceHalfOpen = CallCount.NONE;
  private int refused;
  private long turn;

  Breaker(BreakerFigures figures, Instant now) {
    this.figures = figures;
    this.since = now;
    this.window = new CallWindow(figures.window());
  }

  /**
   * Whether a call may be made, and what it has to be counted under.
   *
   * @param pause how long nothing passes; zero if the call does
   * @param turned what this did to the breaker
   */
  record Admission(Duration pause, long turn, Optional<BreakerState> turned) {
    boolean isRefused() {
      return pause.isPositive();
    }
  }

  synchronized Admission admit(Instant now) {
    Optional<BreakerState> turned = Optional.empty();
    if (state == BreakerState.OPEN) {
      Duration pause = Duration.between(now, openUntil());
      if (pause.isPositive()) {
        refused++;
        return new Admission(pause, turn, turned);
      }
      turned = Optional.of(turn(BreakerState.HALF_OPEN, now));
    }
    return new Admission(Duration.ZERO, turn, turned);
  }

  /** Counts a call; says into which state that has brought the breaker, if into another. */
  synchronized Optional<BreakerState> count(boolean failed, Admission of, Instant now) {
    if (of.turn() != turn || state == BreakerState.OPEN) {
      return Optional.empty();
    }
    window.add(failed, now);
    return switch (state) {
      case CLOSED ->
          failed && figures.opening().isPassedBy(window.count(now))
              ? Optional.of(turn(BreakerState.OPEN, now))
              : Optional.empty();
      case HALF_OPEN -> tried(failed, now);
      case OPEN -> Optional.empty();
    };
  }

  private Optional<BreakerState> tried(boolean failed, Instant now) {
    sinceHalfOpen = sinceHalfOpen.plus(failed);
    if (figures.reopening().isPassedBy(sinceHalfOpen)) {
      return Optional.of(turn(BreakerState.OPEN, now));
    }
    return sinceHalfOpen.successes() >= figures.successesToClose()
        ? Optional.of(turn(BreakerState.CLOSED, now))
        : Optional.empty();
  }

  private BreakerState turn(BreakerState other, Instant now) {
    state = other;
    since = now;
    window = new CallWindow(figures.window());
    sinceHalfOpen = CallCount.NONE;
    turn++;
    if (other == BreakerState.OPEN) {
      refused = 0;
    }
    return other;
  }

  /** How many calls it has refused, or would have, when it was last open. */
  synchronized int refused() {
    return refused;
  }

  synchronized void keep(FailedCall failure) {
    failures.addFirst(failure);
    if (failures.size() > FAILURES_KEPT) {
      failures.removeLast();
    }
  }

  /** Closes it. What failed stays known. */
  synchronized void reset(Instant now) {
    turn(BreakerState.CLOSED, now);
  }

  synchronized BreakerHealth health(BreakerMode mode, Instant now) {
    // Nothing tells a breaker that its time is up but the next call.
    boolean isOver = state == BreakerState.OPEN && !now.isBefore(openUntil());
    return new BreakerHealth(
        mode,
        isOver ? BreakerState.HALF_OPEN : state,
        isOver ? openUntil() : since,
        state == BreakerState.OPEN && !isOver ? Optional.of(openUntil()) : Optional.empty(),
        figures.window(),
        window.count(now),
        List.copyOf(failures));
  }

  private Instant openUntil() {
    return since.plus(figures.open());
  }
}
