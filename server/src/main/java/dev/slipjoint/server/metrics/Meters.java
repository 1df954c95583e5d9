package dev.slipjoint.server.metrics;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.slipjoint.platform.dispatch.Breakers;
import dev.slipjoint.platform.dispatch.HandlerDispatcher;
import dev.slipjoint.platform.event.WebhookSender;
import dev.slipjoint.platform.task.Worker;
import dev.slipjoint.server.api.Bodies;
import dev.slipjoint.server.connection.OpenConnections;
import dev.slipjoint.server.edge.RequestWatch;
import dev.slipjoint.store.jdbc.StoreWatch;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that is measured of one server. No label has a value that a stranger could choose:
 * paths are told by their template, methods and statuses by the usual ones.
 */
public final class Meters implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RequestMeters requests = new RequestMeters(registry);
  private final StoreMeters store = new StoreMeters(registry);
  private final MultiGauge breakerStates =
      MultiGauge.builder("slipjoint.breaker.state")
          .description("0: calls pass; 1: they pass again, on trial; 2: they are refused")
          .register(registry);
  private Runnable beforeScrape = () -> {};
  private Optional<ProcessMeters> process = Optional.empty();

  /** Begins to measure a server, and this process once somebody looks. */
  public Meters() {
    Gauge.builder("slipjoint.build.info", () -> 1)
        .description("Which version this is")
        .tag("version", version())
        .register(registry);
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Meters.class.getPackage().getImplementationVersion(), "unpackaged");
  }

  /** What counts requests. */
  public RequestWatch requests() {
    return requests;
  }

  /** What measures the store. */
  public StoreWatch store() {
    return store;
  }

  /** The same dispatcher, measured. */
  public HandlerDispatcher calls(HandlerDispatcher dispatcher) {
    return new MeasuredDispatcher(dispatcher, registry);
  }

  /** The same sender, measured. */
  public WebhookSender deliveries(WebhookSender sender) {
    return new MeasuredSender(sender, registry);
  }

  /** Looks at how far the breakers are, from now on. */
  public void watch(Breakers breakers) {
    beforeScrape = () -> breakerStates.register(rows(breakers), true);
  }

  private static List<Row<?>> rows(Breakers breakers) {
    return breakers.states().entrySet().stream()
        .<Row<?>>map(
            it -> {
              int state =
                  switch (it.getValue()) {
                    case CLOSED -> 0;
                    case HALF_OPEN -> 1;
                    case OPEN -> 2;
                  };
              return Row.of(Tags.of("integration", it.getKey().value()), () -> state);
            })
        .toList();
  }

  /** Looks at what the worker does, from now on. */
  public void watch(Worker worker) {
    Gauge.builder("slipjoint.tasks.running", worker::running)
        .description("Tasks that are being done")
        .register(registry);
    TimeGauge.builder("slipjoint.tasks.lag", () -> worker.lag().toMillis(), MILLISECONDS)
        .description("How late the task is that should have begun first")
        .register(registry);
  }

  /** Looks at the bodies in work, from now on. */
  public void watch(Bodies bodies) {
    Gauge.builder("slipjoint.bodies", bodies::inWork)
        .description("Bodies of requests that are in work")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("slipjoint.bodies.max", bodies::mostInWork)
        .description("Bodies of requests that may be in work at a time")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
  }

  /** Looks at the connections, from now on. */
  public void watch(OpenConnections connections) {
    Gauge.builder("slipjoint.connections", connections::count)
        .description("Connections that are open")
        .register(registry);
    FunctionCounter.builder("slipjoint.connections.refused", connections, OpenConnections::refused)
        .description("Connections that were too many of one address")
        .register(registry);
  }

  /** Everything in Prometheus's text format. */
  public synchronized String scrape() {
    if (process.isEmpty()) { // not before: it takes a tenth of a second, and starting should not
      process = Optional.of(new ProcessMeters(registry));
    }
    beforeScrape.run();
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    process.ifPresent(ProcessMeters::close);
    registry.close();
  }
}
