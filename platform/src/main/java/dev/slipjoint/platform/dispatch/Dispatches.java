package dev.slipjoint.platform.dispatch;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationSuspended;
import dev.slipjoint.platform.nouns.PlatformException.TooManyCalls;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Stands before the dispatcher: an integration that fails too often isn't called for a while, and
 * no installation has more than so many calls under way at a time, so that one that answers slowly
 * can't take up everybody's connections. What certainly never left is sent once more; what may have
 * left never is.
 */
public final class Dispatches {
  private final HandlerDispatcher dispatcher;
  private final int mostPerInstallation;
  private final Breakers breakers;
  private final ConcurrentMap<InstallationKey, Integer> underWay = new ConcurrentHashMap<>();

  /** Lets so many calls of one installation be under way at a time. */
  public Dispatches(HandlerDispatcher dispatcher, int mostPerInstallation, Breakers breakers) {
    this.dispatcher = dispatcher;
    this.mostPerInstallation = mostPerInstallation;
    this.breakers = breakers;
  }

  /**
   * Delivers a call. The answer is the caller's to close; until then the call is under way.
   *
   * @throws IntegrationSuspended if the integration failed too often of late
   * @throws TooManyCalls if as many as may be are under way
   * @throws CallFailed if there is no answer
   */
  public HandlerAnswer send(InstallationKey installation, HandlerCall call) throws CallFailed {
    enter(installation);
    boolean answered = false;
    try {
      Breakers.Passed passed = breakers.pass(call);
      Optional<WatchedBody> sent = call.body().map(WatchedBody::new);
      HandlerAnswer answer =
          dispatched(sent.map(it -> call.with(it.asBody())).orElse(call), sent, passed);
      answered = true;
      return new WatchedAnswer(answer, passed, () -> leave(installation)).asAnswer();
    } finally {
      if (!answered) {
        leave(installation);
      }
    }
  }

  /** A caller whose own body breaks off must not make an integration look as if it failed. */
  private HandlerAnswer dispatched(
      HandlerCall call, Optional<WatchedBody> sent, Breakers.Passed passed) throws CallFailed {
    try {
      return delivered(call, sent);
    } catch (CallFailed e) {
      if (sent.filter(WatchedBody::isBroken).isEmpty()) {
        passed.failed(e.why());
      }
      throw e;
    }
  }

  private HandlerAnswer delivered(HandlerCall call, Optional<WatchedBody> sent) throws CallFailed {
    try {
      return dispatcher.dispatch(call);
    } catch (CallFailed e) {
      boolean whole = sent.map(WatchedBody::isUntouched).orElse(true);
      if (!e.nothingSent() || !whole || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return dispatcher.dispatch(call);
    }
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
