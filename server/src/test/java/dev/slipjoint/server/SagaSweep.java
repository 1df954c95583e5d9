package dev.slipjoint.server;

import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.protocol.OperationKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Plays scenarios, each first without a fault, which tells where there can be one, and then with
 * some of them. What is chosen depends on the seed alone.
 */
final class SagaSweep {
  private static final int WORLDS = 4;

  /** Makes worlds. */
  interface Worlds {
    SagaWorld made() throws IOException;
  }

  private final Worlds worlds;
  private final int combinations;
  private final long seed;
  private final Queue<Scenario> scenarios;
  private final int faultsEach;
  private final AtomicInteger played = new AtomicInteger();
  private final AtomicInteger hit = new AtomicInteger();
  private final AtomicInteger restarted = new AtomicInteger();
  private final AtomicInteger repaired = new AtomicInteger();
  private final AtomicReference<Duration> longest = new AtomicReference<>(Duration.ZERO);
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<Object, Integer> times = new ConcurrentHashMap<>();

  /** So many combinations, or a few more. */
  SagaSweep(Worlds worlds, int combinations, long seed) {
    this.worlds = worlds;
    this.combinations = combinations;
    this.seed = seed;
    List<Scenario> all = new ArrayList<>(Scenario.all());
    Collections.shuffle(all, new Random(seed));
    this.scenarios = new ConcurrentLinkedQueue<>(all);
    this.faultsEach = Math.max(7, combinations / all.size());
  }

  SagaSweep swept() throws IOException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WORLDS; i++) {
      threads.add(Thread.ofPlatform().start(this::sweepAWorld));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return this;
  }

  private void sweepAWorld() {
    try (SagaWorld world = worlds.made()) {
      while (played.get() < combinations) {
        Scenario next = scenarios.poll();
        if (next == null) {
          return;
        }
        sweep(world, next);
      }
    } catch (IOException | RuntimeException e) {
      violations.add("the test itself failed: " + e);
    }
  }

  private void sweep(SagaWorld world, Scenario scenario) {
    SagaRun faultless = play(world, scenario, Fault.NONE);
    List<Fault> faults = new ArrayList<>();
    for (Fault crossed : faultless.crossed()) {
      for (Fault.Mode mode : Fault.Mode.values()) {
        faults.add(new Fault(crossed.point(), crossed.time(), mode));
      }
    }
    Collections.shuffle(faults, new Random(seed + scenario.toString().hashCode()));
    faults.stream().limit(faultsEach).forEach(it -> play(world, scenario, it));
  }

  private SagaRun play(SagaWorld world, Scenario scenario, Fault fault) {
    SagaRun run = new SagaRun(world, scenario, fault).played();
    SagaChecks.violations(run).forEach(it -> violations.add(run + ": " + it));
    played.incrementAndGet();
    if (run.wasHit()) {
      hit.incrementAndGet();
      times.merge(fault.mode(), 1, Integer::sum);
    }
    List<Operation> operations = SagaChecks.operations(run);
    if (run.wasRestarted()) {
      restarted.incrementAndGet();
      repaired.addAndGet(operations.isEmpty() ? 0 : 1);
    }
    operations.stream()
        .filter(it -> it.kind() == OperationKind.ENABLE && it.endedAt().isPresent())
        .map(it -> Duration.between(it.startedAt(), it.endedAt().orElseThrow()))
        .forEach(it -> longest.accumulateAndGet(it, (a, b) -> a.compareTo(b) > 0 ? a : b));
    return run;
  }

  int combinations() {
    return played.get();
  }

  int restarts() {
    return restarted.get();
  }

  Queue<String> violations() {
    return violations;
  }

  @Override
  public String toString() {
    return "%d combinations, %d with a fault %s, %d restarts, after which %d operations ended;"
            .formatted(played.get(), hit.get(), times, restarted.get(), repaired.get())
        + " longest time in enabling %s; %d violations".formatted(longest.get(), violations.size());
  }
}
