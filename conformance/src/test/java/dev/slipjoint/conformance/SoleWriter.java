package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.MarkedContext.GONE;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Enables, changes and disables where nobody else does, one after the other, so that it knows what
 * has to be there; and writes down each request before it is sent and after it was answered.
 */
final class SoleWriter {

  /** One write: its method, what it is answered if it was done, and what is there then. */
  private record Write(String method, int done, String json, String mark) {

    static Write of(String method, int done, MarkedContext context) {
      return new Write(method, done, "{\"config\":" + context.json() + "}", context.mark());
    }

    static Write next(String was, MarkedContext context, boolean mayDisable) {
      if (was.equals(GONE)) {
        return of("POST", 201, context);
      }
      return mayDisable ? new Write("DELETE", 204, "", GONE) : of("PUT", 204, context);
    }
  }

  private final PackagedServer server;
  private final WriteLog log;
  private final List<String> keys;
  private final Map<String, String> known;
  private final Random random;
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  /** One that writes to these keys, where that is known to be. */
  SoleWriter(
      PackagedServer server,
      WriteLog log,
      List<String> keys,
      Map<String, String> known,
      Random random) {
    this.server = server;
    this.log = log;
    this.keys = keys;
    this.known = new HashMap<>(known);
    this.random = random;
  }

  /** One for each team, each with keys of its own. */
  static List<SoleWriter> ofAllTeams(
      PackagedServer server, WriteLog log, Map<String, String> known, Random random) {
    List<SoleWriter> writers = new ArrayList<>();
    for (int team = 0; team < PackagedServer.TEAMS; team++) {
      writers.add(
          new SoleWriter(
              server, log, PackagedServer.keys(team), known, new Random(random.nextLong())));
    }
    return writers;
  }

  /** Writes until it is stopped, or has got no answer that says that the write was done. */
  void writeOn() {
    while (!stopped && write(random.nextInt(100), random.nextInt(5) == 0)) {
      // One more.
    }
  }

  /** Enables or changes one key, with a context of about that size. Whether it was done. */
  boolean put(int bytes) {
    return write(Math.max(1, bytes / 12), false);
  }

  private boolean write(int repeats, boolean mayDisable) {
    String key = keys.get(random.nextInt(keys.size()));
    long number = log.next();
    Write write =
        Write.next(known.getOrDefault(key, GONE), new MarkedContext(number, repeats), mayDisable);
    log.asked(number, key, write.mark());
    boolean done = isDone(key, write);
    if (done) {
      log.kept(number);
      known.put(key, write.mark());
    } else {
      log.unknown(number);
    }
    return done;
  }

  private boolean isDone(String key, Write write) {
    try {
      Answer answer = server.ask(write.method(), key, write.json());
      if (answer.status() != write.done()) {
        surprises.add(write.method() + " " + key + " " + answer.status() + " " + answer.body());
      }
      return answer.status() == write.done();
    } catch (UncheckedIOException e) {
      return false; // it was killed
    }
  }

  void stop() {
    stopped = true;
  }

  /** What it was answered although it should not have been, as it alone writes there. */
  Queue<String> surprises() {
    return surprises;
  }
}
