package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.OperationState;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import dev.slipjoint.sdk.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An enabling or disabling that a {@link TestPlatform} does. What it is asked for is looked up at
 * that moment, so it goes on with the platform.
 *
 * <p>It moves by itself until it is over or has to wait: for an integration that is to be asked
 * again, or that has yet to confirm. Time on a test platform stands still, so let it pass with
 * {@link SettableClock#advance}, then call {@link #awaitEnd} or {@link #awaitRest}; there is
 * nothing to sleep for.
 */
public final class TestOperation {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(5);

  private final NetlifyIntegrationClient observer;
  private final Movement movement;
  private final String id;

  TestOperation(NetlifyIntegrationClient observer, Movement movement, String id) {
    this.observer = observer;
    this.movement = movement;
    this.id = id;
  }

  /** By which the platform knows it. */
  public String id() {
    return id;
  }

  /** All that the platform tells of it, as it is now. */
  public Operation now() {
    return observer.operation(id);
  }

  /** How far it has come. */
  public OperationState state() {
    return now().state();
  }

  /** Why it failed, in words for the user. */
  public Optional<String> reason() {
    return now().reason();
  }

  /** Why it failed, for programs; {@link Operation#code} names the codes. */
  public Optional<String> code() {
    return now().code();
  }

  /** How often the integration has been asked. */
  public int attempts() {
    return now().attempts();
  }

  /** When the integration will be asked again, if it will: a time to set the clock to. */
  public Optional<Instant> nextAttemptAt() {
    return now().nextAttemptAt();
  }

  /**
   * Waits until it is over or, whichever comes first, nothing happens before the clock goes on or
   * the integration confirms.
   *
   * @throws AssertionError if it is neither after 30 seconds
   */
  public TestOperation awaitRest() {
    await(() -> movement.of(id) != Movement.State.MOVES);
    return this;
  }

  /**
   * Waits until it is over.
   *
   * @throws AssertionError at once if only the clock can bring it on, or if it isn't over after 30
   *     seconds
   */
  public TestOperation awaitEnd() {
    await(
        () -> {
          Movement.State state = movement.of(id);
          if (state == Movement.State.WAITS_FOR_THE_CLOCK) {
            throw new AssertionError(
                "%s. Nothing happens before %s: advance the platform's clock first."
                    .formatted(now(), nextAttemptAt().map(Instant::toString).orElse("later")));
          }
          return state == Movement.State.IS_OVER;
        });
    return this;
  }

  private interface Condition {
    boolean holds();
  }

  private void await(Condition condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(now() + " is still going on after " + LONGEST.toSeconds() + " s.");
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Nobody waits for " + id + " any more", e);
      }
    }
  }

  @Override
  public String toString() {
    return "TestOperation[" + id + "]";
  }
}
