package dev.slipjoint.server.metrics;

import dev.slipjoint.server.edge.RequestWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts and times requests. What a stranger or a handler can choose freely, a method or a status,
 * is told only if it is a usual one.
 */
final class RequestMeters implements RequestWatch {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
  private static final Set<Integer> STATUSES =
      Set.of(
          200, 201, 202, 204, 304, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 414, 415, 422,
          429, 431, 500, 501, 502, 503, 504, 505, 508);

  private final MeterRegistry registry;
  private final LongAdder active = new LongAdder();
  private final ConcurrentMap<Answered, Timer> answered = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Counter> refused = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Counter> unreadable = new ConcurrentHashMap<>();

  /** What a timer is found by, without making anything of Micrometer's for each request. */
  private record Answered(String method, String route, int status) {}

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("http.server.requests.active", active::sum)
        .description("Requests that are being worked on")
        .register(registry);
  }

  @Override
  public void begun() {
    active.increment();
  }

  @Override
  public void answered(String method, String route, int status, long nanos) {
    active.decrement();
    Answered key = new Answered(METHODS.contains(method) ? method : "other", route, status);
    Timer timer = answered.get(key);
    if (timer == null) {
      timer = answered.computeIfAbsent(key, this::timer);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answered key) {
    return Timer.builder("http.server.requests")
        .description("How long requests took, to the end of their answer")
        .tag("method", key.method())
        .tag("route", key.route())
        .tag("status", label(key.status()))
        .serviceLevelObjectives(Buckets.times())
        .register(registry);
  }

  private static String label(int status) {
    return STATUSES.contains(status) ? Integer.toString(status) : status / 100 + "xx";
  }

  @Override
  public void refused(String code) {
    refused.computeIfAbsent(code, this::refusals).increment();
  }

  private Counter refusals(String code) {
    return Counter.builder("slipjoint.refusals")
        .description("Requests that were refused, by the code of the refusal")
        .tag("code", code)
        .register(registry);
  }

  @Override
  public void unreadable(int status) {
    unreadable.computeIfAbsent(status, this::unreadableRequests).increment();
  }

  private Counter unreadableRequests(int status) {
    return Counter.builder("slipjoint.unreadable.requests")
        .description("What was refused before it could be read as a request")
        .tag("status", label(status))
        .register(registry);
  }
}
