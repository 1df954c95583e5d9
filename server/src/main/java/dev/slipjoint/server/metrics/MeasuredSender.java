package dev.slipjoint.server.metrics;

import dev.slipjoint.platform.event.WebhookMessage;
import dev.slipjoint.platform.event.WebhookSender;
import dev.slipjoint.platform.nouns.DeliveryError;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Times attempts to deliver events, by what came of them. */
final class MeasuredSender implements WebhookSender {
  private static final String DELIVERED = "delivered";

  private final WebhookSender sender;
  private final MeterRegistry registry;
  private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();

  MeasuredSender(WebhookSender sender, MeterRegistry registry) {
    this.sender = sender;
    this.registry = registry;
    timers.put(DELIVERED, timer(DELIVERED));
  }

  @Override
  public Result send(WebhookMessage message) {
    long begun = System.nanoTime();
    Result result = sender.send(message);
    timers
        .computeIfAbsent(result.error().map(DeliveryError::wireName).orElse(DELIVERED), this::timer)
        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    return result;
  }

  private Timer timer(String outcome) {
    return Timer.builder("slipjoint.webhook")
        .description("How long attempts to deliver an event took, by what came of them")
        .tag("outcome", outcome)
        .serviceLevelObjectives(Buckets.times())
        .register(registry);
  }
}
