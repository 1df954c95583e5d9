package dev.slipjoint.server;

import dev.slipjoint.platform.dispatch.CallFailed;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.dispatch.HandlerDispatcher;
import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Stands on both of a server's ports, to its store and to integrations, names each crossing, and
 * lets one of them go wrong. All that a server does and that outlives it crosses one of the two, so
 * no point has to be marked in the code itself.
 */
final class FaultPoints implements Store {

  /** Every crossing that was ever seen. */
  static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  /** How often these cross depends on the time, so that only their first time can be named. */
  private static final Set<String> REPEATED =
      Set.of("Operations.find", "Worker.claimWhatIsDue", "Worker.keep");

  private static final int MOST_TIMES = 3;

  private final Store store;
  private final Map<String, Integer> times = new ConcurrentHashMap<>();
  private final List<Fault> crossed = new ArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Fault armed = Fault.NONE;
  private volatile boolean dead;
  private volatile boolean hanging;
  private volatile boolean hit;
  private volatile CountDownLatch released = new CountDownLatch(1);

  FaultPoints(Store store) {
    this.store = store;
  }

  /** Begins a run, in which that goes wrong. */
  synchronized void arm(Fault fault) {
    times.clear();
    crossed.clear();
    released = new CountDownLatch(1);
    hit = false;
    hanging = false;
    armed = fault;
  }

  /** What could have gone wrong in this run, in order; the mode says nothing. */
  synchronized List<Fault> crossed() {
    return List.copyOf(crossed);
  }

  boolean isDead() {
    return dead;
  }

  /** Whether somebody hangs since the last time of asking. */
  boolean beganToHang() {
    boolean was = hanging;
    hanging = false;
    return was;
  }

  /** Whether what was armed has happened. */
  boolean wasHit() {
    return hit;
  }

  void letGo() {
    released.countDown();
  }

  /** How many crossings have begun and not ended. */
  int underWay() {
    return underWay.get();
  }

  HandlerDispatcher before(HandlerDispatcher dispatcher) {
    return call -> {
      underWay.incrementAndGet();
      try {
        return dispatched(dispatcher, call);
      } finally {
        underWay.decrementAndGet();
      }
    };
  }

  private HandlerAnswer dispatched(HandlerDispatcher dispatcher, HandlerCall call)
      throws CallFailed {
    String who = who();
    if (goesWrong("dispatch.before", who)) {
      throw new CallFailed("A fault before the call", true);
    }
    HandlerAnswer answer = dispatcher.dispatch(call);
    if (goesWrong("dispatch.after", who)) {
      answer.close();
      throw new CallFailed("A fault after the answer", false);
    }
    return answer;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return crossing("store.read", () -> store.read(work));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return crossing("store.write", () -> store.write(work));
  }

  @Override
  public void close() {
    store.close();
  }

  private interface Crossing<T> {
    T done();
  }

  private <T> T crossing(String port, Crossing<T> crossing) {
    String who = who();
    underWay.incrementAndGet();
    try {
      if (goesWrong(port + ".before", who)) {
        throw unavailable();
      }
      T result = crossing.done();
      if (goesWrong(port + ".after", who)) {
        throw unavailable();
      }
      return result;
    } finally {
      underWay.decrementAndGet();
    }
  }

  private static StoreUnavailable unavailable() {
    return new StoreUnavailable(new IllegalStateException("A fault"));
  }

  private boolean goesWrong(String moment, String who) {
    String point = moment + " " + who;
    SEEN.add(point);
    return dead || (isArmed(point, who) && happens()) || dead;
  }

  private synchronized boolean isArmed(String point, String who) {
    int time = times.merge(point, 1, Integer::sum);
    if (time <= (REPEATED.contains(who) ? 1 : MOST_TIMES)) {
      crossed.add(new Fault(point, time, Fault.Mode.THROW));
    }
    return armed.point().equals(point) && armed.time() == time;
  }

  private boolean happens() {
    hit = true;
    return switch (armed.mode()) {
      case THROW -> true;
      case CRASH -> {
        dead = true;
        yield true;
      }
      case HANG -> {
        hanging = true;
        hang();
        yield false;
      }
    };
  }

  private void hang() {
    try {
      released.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whose method crosses: the class and the method, but for what only passes calls on. */
  private static String who() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(it -> it.getClassName().startsWith("dev.slipjoint."))
                    .filter(it -> !isPassingOn(it.getClassName()))
                    .findFirst()
                    .map(FaultPoints::name)
                    .orElse("?"));
  }

  private static boolean isPassingOn(String type) {
    return type.startsWith(FaultPoints.class.getName())
        || type.endsWith(".Dispatches")
        || type.contains(".breaker.");
  }

  private static String name(StackFrame frame) {
    String type = frame.getClassName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", "");
    return type + "." + frame.getMethodName().replaceFirst("^lambda\\$(\\w+)\\$\\d+$", "$1");
  }
}
