package dev.slipjoint.server.outbound;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up names while the caller's patience lasts. A look-up can't be interrupted and would hold
 * the carrier of a virtual thread, so it has threads of its own; of one name there is one at a
 * time, so that a name server that never answers holds one of them. What was found is known for a
 * moment, less than Java itself remembers it, to spare busy callers the change of threads.
 */
final class NameLookup implements AutoCloseable {
  private static final int MOST = 32;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST,
          MOST,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("slipjoint-names-", 0).factory());
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> known =
      new ConcurrentHashMap<>();

  NameLookup() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** All addresses of a name. */
  List<InetAddress> addresses(String name, Duration patience)
      throws OutboundFailed, InterruptedException {
    try {
      return lookUp(name).get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw OutboundFailed.unsent(Reason.CONNECT_TIMED_OUT, "looking up " + name, e);
    } catch (ExecutionException e) {
      throw OutboundFailed.unsent(Reason.NAME_NOT_FOUND, "looking up " + name, e);
    }
  }

  private CompletableFuture<List<InetAddress>> lookUp(String name) {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> other = known.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    threads.execute(() -> lookUp(name, mine));
    return mine;
  }

  private void lookUp(String name, CompletableFuture<List<InetAddress>> result) {
    try {
      result.complete(List.of(InetAddress.getAllByName(name)));
    } catch (UnknownHostException | RuntimeException e) {
      known.remove(name, result);
      result.completeExceptionally(e);
    }
  }

  /** Knows nothing any more of what was found. */
  void forget() {
    known.values().removeIf(CompletableFuture::isDone);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
