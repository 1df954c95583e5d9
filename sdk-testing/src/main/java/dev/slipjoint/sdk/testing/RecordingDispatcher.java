package dev.slipjoint.sdk.testing;

import dev.slipjoint.platform.dispatch.CallFailed;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.dispatch.HandlerDispatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes down every call on its way to an integration, and changes nothing of it: another
 * dispatcher delivers it, and who calls gets that one's answer. {@link TestPlatform#dispatches}
 * shows what it wrote; a server of one's own takes one through {@code Server.start(…,
 * RecordingDispatcher::new)}.
 */
public final class RecordingDispatcher implements HandlerDispatcher {
  private final HandlerDispatcher delivering;
  private final List<Dispatch> dispatches = new ArrayList<>();

  /** Stands before the one that delivers. */
  public RecordingDispatcher(HandlerDispatcher delivering) {
    this.delivering = delivering;
  }

  /** A call is written down before it is delivered, so that its handler may already look. */
  @Override
  public HandlerAnswer dispatch(HandlerCall call) throws CallFailed {
    write(call);
    return delivering.dispatch(call);
  }

  /**
   * The first answer counts. Both are written down before either is delivered: what the first does
   * may end the operation, and then a test looks before the second was made.
   */
  HandlerAnswer dispatchBoth(HandlerCall call, HandlerCall again) throws CallFailed {
    write(call);
    write(again);
    HandlerAnswer first = delivering.dispatch(call);
    try {
      delivering.dispatch(again).close();
    } catch (CallFailed e) {
      // Nobody waits for it.
    }
    return first;
  }

  private synchronized void write(HandlerCall call) {
    dispatches.add(Dispatch.of(call, attempt(call.statement().callId(), call.sentAt())));
  }

  /** Attempts at the same call differ by their times. */
  private int attempt(String callId, Instant sentAt) {
    Stream<Instant> before =
        dispatches.stream().filter(it -> it.callId().equals(callId)).map(Dispatch::sentAt);
    return (int) Stream.concat(before, Stream.of(sentAt)).distinct().count();
  }

  /** What was sent so far, in order. */
  public synchronized List<Dispatch> dispatches() {
    return List.copyOf(dispatches);
  }
}
