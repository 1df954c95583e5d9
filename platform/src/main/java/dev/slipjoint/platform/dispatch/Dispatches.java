package dev.slipjoint.platform.dispatch;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.PlatformException.TooManyCalls;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands before the dispatcher: no installation has more than so many calls under way at a time, so
 * that one that answers slowly can't take up everybody's connections. What certainly never left is
 * sent once more; what may have left never is.
 */
public final class Dispatches {
  private final HandlerDispatcher dispatcher;
  private final int mostPerInstallation;
  private final ConcurrentMap<InstallationKey, Integer> underWay = new ConcurrentHashMap<>();

  /** Lets so many calls of one installation be under way at a time. */
  public Dispatches(HandlerDispatcher dispatcher, int mostPerInstallation) {
    this.dispatcher = dispatcher;
    this.mostPerInstallation = mostPerInstallation;
  }

  /**
   * Delivers a call. The answer is the caller's to close; until then the call is under way.
   *
   * @throws TooManyCalls if as many as may be are under way
   * @throws CallFailed if there is no answer
   */
  public HandlerAnswer send(InstallationKey installation, HandlerCall call) throws CallFailed {
    enter(installation);
    boolean answered = false;
    try {
      HandlerAnswer answer = delivered(call);
      answered = true;
      return leavingAfter(installation, answer);
    } finally {
      if (!answered) {
        leave(installation);
      }
    }
  }

  private HandlerAnswer delivered(HandlerCall call) throws CallFailed {
    Optional<WatchedBytes> bytes = call.body().map(it -> new WatchedBytes(it.bytes()));
    HandlerCall watched =
        call.body()
            .flatMap(body -> bytes.map(it -> call.with(new CallBody(it, body.length()))))
            .orElse(call);
    try {
      return dispatcher.dispatch(watched);
    } catch (CallFailed e) {
      boolean whole = bytes.map(WatchedBytes::areUntouched).orElse(true);
      if (!e.nothingSent() || !whole || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return dispatcher.dispatch(watched);
    }
  }

  private HandlerAnswer leavingAfter(InstallationKey installation, HandlerAnswer answer) {
    AtomicBoolean left = new AtomicBoolean();
    return new HandlerAnswer(
        answer.status(),
        answer.headers(),
        answer.body(),
        () -> {
          try {
            answer.close();
          } finally {
            if (left.compareAndSet(false, true)) {
              leave(installation);
            }
          }
        });
  }

  private void enter(InstallationKey installation) {
    underWay.compute(
        installation,
        (key, count) -> {
          int calls = count == null ? 0 : count;
          if (calls >= mostPerInstallation) {
            throw new TooManyCalls(mostPerInstallation);
          }
          return calls + 1;
        });
  }

  private void leave(InstallationKey installation) {
    underWay.computeIfPresent(installation, (key, count) -> count == 1 ? null : count - 1);
  }
}
