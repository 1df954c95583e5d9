package dev.slipjoint.sdk.testing;

import dev.slipjoint.platform.dispatch.CallBody;
import dev.slipjoint.platform.dispatch.CallFailed;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.dispatch.HandlerDispatcher;
import dev.slipjoint.platform.nouns.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** Delivers calls to integrations as another dispatcher does, until it is told to do that badly. */
final class FaultyDelivery implements HandlerDispatcher {
  private static final Secret WORTHLESS = new Secret("slipc_revoked-by-the-test");

  private final RecordingDispatcher delivering;
  private final Duration patience;
  private final AtomicBoolean twice = new AtomicBoolean();
  private final AtomicBoolean withoutWorth = new AtomicBoolean();
  private volatile boolean dead;
  private volatile Duration delay = Duration.ZERO;

  /**
   * Stands before the one that delivers.
   *
   * @param patience how long the platform waits for an answer
   */
  FaultyDelivery(RecordingDispatcher delivering, Duration patience) {
    this.delivering = delivering;
    this.patience = patience;
  }

  void die() {
    dead = true;
  }

  void revive() {
    dead = false;
  }

  void delayAnswers(Duration time) {
    delay = time;
  }

  void deliverNextTwice() {
    twice.set(true);
  }

  void revokeNextToken() {
    withoutWorth.set(true);
  }

  @Override
  public HandlerAnswer dispatch(HandlerCall call) throws CallFailed {
    if (dead) {
      throw new CallFailed("The integration is dead, as the test wants it", true);
    }
    HandlerCall sent = withoutWorth.compareAndSet(true, false) ? with(WORTHLESS, call) : call;
    return late(twice.compareAndSet(true, false) ? twice(sent) : delivering.dispatch(sent));
  }

  private HandlerAnswer twice(HandlerCall call) throws CallFailed {
    Optional<byte[]> body = body(call);
    return delivering.dispatchBoth(with(body, call), with(body, call));
  }

  /** What comes too late was done all the same. Nobody has to wait for that to be seen. */
  private HandlerAnswer late(HandlerAnswer answer) throws CallFailed {
    Duration time = delay;
    if (time.compareTo(patience) >= 0) {
      answer.close();
      throw new CallFailed("The integration is too slow, as the test wants it", false);
    }
    try {
      Thread.sleep(time);
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.close();
      throw new CallFailed("Nobody waits for the answer any more", false, e);
    }
  }

  private static Optional<byte[]> body(HandlerCall call) throws CallFailed {
    if (call.body().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(call.body().get().bytes().readAllBytes());
    } catch (IOException e) {
      throw new CallFailed("The caller's body broke off", true, e);
    }
  }

  private static HandlerCall with(Optional<byte[]> body, HandlerCall call) {
    return body.map(it -> new CallBody(new ByteArrayInputStream(it), OptionalLong.of(it.length)))
        .map(call::with)
        .orElse(call);
  }

  private static HandlerCall with(Secret token, HandlerCall call) {
    return new HandlerCall(
        call.host(),
        call.statement(),
        call.sentAt(),
        token,
        call.secrets(),
        call.query(),
        call.headers(),
        call.hops(),
        call.body());
  }
}
