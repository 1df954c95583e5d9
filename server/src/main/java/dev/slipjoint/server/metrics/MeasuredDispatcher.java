package dev.slipjoint.server.metrics;

import dev.slipjoint.platform.dispatch.CallFailed;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.dispatch.HandlerDispatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Times calls until their answer begins: how long it then takes is also up to whoever reads it.
 * Slugs are labels, because an integration is called only if it was declared.
 */
final class MeasuredDispatcher implements HandlerDispatcher {
  private final HandlerDispatcher dispatcher;
  private final MeterRegistry registry;
  private final ConcurrentMap<Called, Timer> timers = new ConcurrentHashMap<>();

  /** What a timer is found by. */
  private record Called(String integration, String outcome) {}

  MeasuredDispatcher(HandlerDispatcher dispatcher, MeterRegistry registry) {
    this.dispatcher = dispatcher;
    this.registry = registry;
  }

  @Override
  public HandlerAnswer dispatch(HandlerCall call) throws CallFailed {
    long begun = System.nanoTime();
    String outcome = "failed";
    try {
      HandlerAnswer answer = dispatcher.dispatch(call);
      outcome = answer.status() / 100 + "xx";
      return answer;
    } finally {
      timers
          .computeIfAbsent(new Called(call.statement().integration().value(), outcome), this::timer)
          .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
  }

  private Timer timer(Called called) {
    return Timer.builder("slipjoint.dispatch")
        .description("How long integrations took until their answer began")
        .tag("integration", called.integration())
        .tag("outcome", called.outcome())
        .register(registry);
  }
}
