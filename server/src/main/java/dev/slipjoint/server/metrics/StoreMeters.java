package dev.slipjoint.server.metrics;

import dev.slipjoint.store.jdbc.StoreFigures;
import dev.slipjoint.store.jdbc.StoreWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Measures the one writer, the connections of the readers, and the files of the store. */
final class StoreMeters implements StoreWatch {
  private final MeterRegistry registry;
  private final DistributionSummary jobs;
  private final Timer commits;
  private final Timer work;
  private final Timer waits;
  private final Timer readersWaits;
  private final Counter failures;
  private final Counter refusals;

  StoreMeters(MeterRegistry registry) {
    this.registry = registry;
    this.jobs =
        DistributionSummary.builder("slipjoint.commit.jobs")
            .description("Writes that were answered together, refused ones included")
            .serviceLevelObjectives(Buckets.writes())
            .register(registry);
    this.commits =
        Timer.builder("slipjoint.commit")
            .description("How long the disk took to keep a commit")
            .serviceLevelObjectives(Buckets.times())
            .register(registry);
    this.work =
        Timer.builder("slipjoint.writer.work")
            .description("How long the writer worked before each commit")
            .register(registry);
    this.waits =
        Timer.builder("slipjoint.writer.wait")
            .description("How long the first write of each commit waited for the writer")
            .serviceLevelObjectives(Buckets.times())
            .register(registry);
    this.readersWaits =
        Timer.builder("slipjoint.readers.wait")
            .description("How long reads waited for a connection, those that had to")
            .register(registry);
    this.failures =
        Counter.builder("slipjoint.commit.failures")
            .description("Commits that the database could not keep")
            .register(registry);
    this.refusals =
        Counter.builder("slipjoint.writer.refused")
            .description("Writes that were refused because too many waited")
            .register(registry);
  }

  @Override
  public void opened(StoreFigures figures) {
    gauge("slipjoint.writer.queue", "Writes that wait for the writer", figures::waitingWrites);
    gauge(
        "slipjoint.readers.busy", "Connections that are being read through", figures::busyReaders);
    gauge("slipjoint.readers.max", "Connections that there are to read through", figures::readers);
    bytes("slipjoint.database.size", "The database", figures::databaseBytes);
    bytes("slipjoint.wal.size", "The database's write-ahead log", figures::logBytes);
    bytes("slipjoint.disk.free", "What is free on the database's disk", figures::freeBytes);
  }

  private void gauge(String name, String description, Supplier<Number> figure) {
    Gauge.builder(name, figure).description(description).register(registry);
  }

  private void bytes(String name, String description, Supplier<Number> figure) {
    Gauge.builder(name, figure)
        .description(description)
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
  }

  @Override
  public void committed(Batch batch) {
    jobs.record(batch.writes());
    waits.record(batch.waited(), TimeUnit.NANOSECONDS);
    work.record(batch.worked(), TimeUnit.NANOSECONDS);
    commits.record(batch.synced(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void failed(int writes) {
    failures.increment();
  }

  @Override
  public void refused() {
    refusals.increment();
  }

  @Override
  public void waitedToRead(long nanos) {
    readersWaits.record(nanos, TimeUnit.NANOSECONDS);
  }
}
