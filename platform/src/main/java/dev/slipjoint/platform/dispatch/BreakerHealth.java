package dev.slipjoint.platform.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an integration's calls went of late, as one server process has seen it.
 *
 * @param since when the breaker came into its state
 * @param openUntil when it lets calls pass again, while it is open
 * @param window how far back calls are counted
 * @param count the calls within the window, since the breaker came into its state
 * @param failures the latest failures, the newest first
 */
public record BreakerHealth(
    BreakerMode mode,
    BreakerState state,
    Instant since,
    Optional<Instant> openUntil,
    Duration window,
    CallCount count,
    List<FailedCall> failures) {

  /** Keeps a copy. */
  public BreakerHealth {
    failures = List.copyOf(failures);
  }

  /** What callers meet: a breaker that only would refuse is closed to them. */
  public BreakerState stateForCallers() {
    return mode == BreakerMode.ON ? state : BreakerState.CLOSED;
  }
}
