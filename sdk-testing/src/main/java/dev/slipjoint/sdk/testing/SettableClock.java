package dev.slipjoint.sdk.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time on a test platform. It stands still until it is told to go on. By it tokens expire,
 * integrations are asked again and operations are given up; what falls due is begun within a fifth
 * of a second, for which {@link TestOperation#awaitEnd} waits. It begins at the same moment in
 * every test, 2026-01-01T00:00:00Z.
 */
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  SettableClock() {}

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Makes it that moment. */
  public void set(Instant moment) {
    now.set(moment);
  }

  /** Lets that much time pass at once. */
  public void advance(Duration time) {
    now.updateAndGet(was -> was.plus(time));
  }
}
