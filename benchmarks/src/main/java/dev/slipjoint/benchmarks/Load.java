package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A closed loop: each connection asks, waits for the answer, and asks again, until the time is over
 * or so many are done. Every answer is checked.
 */
final class Load {
  private static final int MOST = 1_000_000;

  private final Duration longest;
  private final AtomicInteger left;
  private final CountDownLatch ready;
  private final CountDownLatch go = new CountDownLatch(1);
  private volatile long end = Long.MAX_VALUE;

  private Load(Duration longest, int most, int connections) {
    this.longest = longest;
    this.left = new AtomicInteger(most);
    this.ready = new CountDownLatch(connections);
  }

  /** What was done. */
  record Done(Latencies latencies, Duration took) {
    double rate() {
      return latencies.count() / (took.toNanos() / 1e9);
    }
  }

  /** Loads for so long. */
  static Done during(Duration time, List<Script> scripts) throws InterruptedException {
    return new Load(time, MOST, scripts.size()).run(scripts);
  }

  /** Loads with so many requests. */
  static Done times(int count, List<Script> scripts) throws InterruptedException {
    return new Load(Duration.ofMinutes(2), count, scripts.size()).run(scripts);
  }

  private Done run(List<Script> scripts) throws InterruptedException {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
      List<Future<Latencies>> running = new ArrayList<>();
      scripts.forEach(it -> running.add(threads.submit(() -> play(it))));
      ready.await();
      long start = System.nanoTime();
      end = start + longest.toNanos();
      go.countDown();
      List<Latencies> all = new ArrayList<>();
      for (Future<Latencies> it : running) {
        all.add(it.get());
      }
      return new Done(Latencies.of(all), Duration.ofNanos(System.nanoTime() - start));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BenchmarkFailed known
          ? known
          : new BenchmarkFailed("A connection failed: " + e.getCause(), e);
    }
  }

  private Latencies play(Script script) throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    try (Connection connection = open(script)) {
      go.await();
      int at = 0;
      while (System.nanoTime() - end < 0 && left.addAndGet(-script.unit()) >= 0) {
        for (int i = 0; i < script.unit(); i++) {
          latencies.add(timed(connection, script.asks().get(at)));
          at = (at + 1) % script.asks().size();
        }
      }
    } catch (IOException | BenchmarkFailed e) {
      left.set(0);
      throw e;
    }
    return latencies;
  }

  private Connection open(Script script) throws IOException {
    try {
      return new Connection(script.port());
    } finally {
      ready.countDown();
    }
  }

  private static long timed(Connection connection, Ask ask) throws IOException {
    long start = System.nanoTime();
    Connection.Answer answer = connection.ask(ask);
    long took = System.nanoTime() - start;
    ask.check(answer);
    return took;
  }
}
