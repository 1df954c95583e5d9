package dev.slipjoint.server;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationPhase;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.server.ScriptedIntegration.Call;
import dev.slipjoint.server.ScriptedIntegration.Script;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One scenario with one fault, played to its end on a site of its own. */
final class SagaRun {
  private static final Duration BEYOND_DEADLINE = Duration.ofMinutes(6);
  private static final Duration BEYOND_ALL = Duration.ofHours(13);
  private static final List<Duration> STEPS =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(11),
          Duration.ofSeconds(31),
          Duration.ofSeconds(31),
          Duration.ofSeconds(61),
          BEYOND_DEADLINE,
          BEYOND_ALL);

  /** How long a call may take before the platform gives it up, and may call again. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(900);

  private static final long STUCK = TimeUnit.SECONDS.toNanos(20);

  private final SagaWorld world;
  private final Scenario scenario;
  private final Fault fault;
  private final InstallationKey key;
  private final String path;
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Set<String> agreed = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final Map<String, Long> underWay = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean rivalBegan = new AtomicBoolean();
  private final AtomicBoolean troubled = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Optional<Reply> answer = Optional.empty();
  private volatile Optional<Reply> rivalsAnswer = Optional.empty();
  private boolean crashed;
  private boolean wasHit;
  private List<Fault> crossed = List.of();

  SagaRun(SagaWorld world, Scenario scenario, Fault fault) {
    this.world = world;
    this.scenario = scenario;
    this.fault = fault;
    Target site = Target.site(world.freshSite());
    this.key = new InstallationKey(Acme.TEAM, site, Acme.COOL);
    this.path = "/site/" + site.value() + "/integrations/cool-integration";
  }

  /** Plays it. */
  SagaRun played() {
    world.host().forget();
    world.host().answers(this::called);
    if (scenario.kind() == Scenario.Kind.DISABLE) {
      tokens.add(world.asOwner().post(path, "{}").token());
    }
    world.faults().arm(fault);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      play(task -> CompletableFuture.runAsync(task, threads));
    } finally {
      noteFault();
      world.faults().arm(Fault.NONE); // who checks must not meet it
      over.countDown();
    }
    return this;
  }

  private interface Stage {
    CompletableFuture<Void> begins(Runnable task);
  }

  private void play(Stage stage) {
    var rival = CompletableFuture.<Void>completedFuture(null);
    if (scenario.moment() == Scenario.Moment.AT_ONCE) {
      rival = stage.begins(this::rival);
    }
    var user = stage.begins(() -> answer = asked(this::begin));
    attend(CompletableFuture.allOf(rival, user)::isDone);
    if (scenario.moment() == Scenario.Moment.AFTER) {
      attend(stage.begins(this::rival)::isDone);
    }
    for (Duration step : STEPS) {
      goOn(step);
    }
    for (int i = 0; i < 5; i++) {
      goOn(Duration.ofMinutes(1)); // what went wrong at the deadline itself is done again
    }
    attend(this::isOver);
    world.clock().goesOn(BEYOND_ALL);
  }

  private void goOn(Duration step) {
    if (!isOver()) {
      world.clock().goesOn(step);
      attend(this::isQuiet);
    }
  }

  private Reply begin() {
    return world.asOwner().post(path + "/" + scenario.kind().word());
  }

  /** Waits, sees to it that whoever hangs goes on too late, and that what crashed is restarted. */
  private void attend(BooleanSupplier done) {
    long end = System.nanoTime() + STUCK;
    while (!done.getAsBoolean()) {
      if (world.faults().isDead()) {
        noteFault();
        crashed = true;
        world.restart();
      }
      if (world.faults().beganToHang()) {
        world.clock().goesOn(BEYOND_DEADLINE);
        pause(20);
        world.faults().letGo();
      }
      confirm();
      pause(3);
      if (System.nanoTime() > end) {
        violations.add("it doesn't end");
        world.faults().letGo();
        return;
      }
    }
  }

  /** What was crossed before a crash is what counts. */
  private void noteFault() {
    if (!crashed) {
      crossed = world.faults().crossed();
      wasHit = world.faults().wasHit();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Operation> running() {
    return world.seen(tx -> tx.operations().running(key));
  }

  private boolean isOver() {
    return !world.faults().isDead() && running().isEmpty() && world.faults().underWay() == 0;
  }

  private boolean isQuiet() {
    return isOver()
        || (world.faults().underWay() == 0
            && !world.faults().isDead()
            && world.<Boolean>seen(
                tx -> tx.tasks().nextDue().filter(it -> !it.isAfter(tx.now())).isEmpty()));
  }

  /** What was accepted is confirmed or rejected, as often as it takes. */
  private void confirm() {
    String word =
        switch (scenario.behaviour()) {
          case ACCEPTS_AND_CONFIRMS -> "/confirm";
          case ACCEPTS_AND_REJECTS -> "/reject";
          default -> "";
        };
    if (!word.isEmpty() && !world.faults().isDead() && !world.host().calls().isEmpty()) {
      running()
          .filter(it -> it.phase() == OperationPhase.WAITING)
          .ifPresent(it -> ends(world.host().lastCall(), it.id().value(), word));
    }
  }

  private boolean ends(Call call, String operation, String word) {
    if (word.equals("/confirm")) {
      agreed.add(operation);
    }
    return inner(call, "POST", "/operations/" + operation + word, "").isPresent();
  }

  private void rival() {
    if (scenario.rival() == Scenario.Rival.NOBODY || !rivalBegan.compareAndSet(false, true)) {
      return;
    }
    Set<String> before = Set.copyOf(tokens);
    rivalsAnswer = asked(() -> scenario.rival().asks(world.asOwner(), path));
    rivalsAnswer.filter(this::saysDisabled).ifPresent(it -> requireDead(before));
    if (scenario.rival() == Scenario.Rival.POSTS) {
      rivalsAnswer.filter(it -> it.status() == 201).ifPresent(it -> tokens.add(it.token()));
    }
  }

  private boolean saysDisabled(Reply reply) {
    return switch (scenario.rival()) {
      case DELETES -> reply.status() == 204;
      case DISABLES, FORCES -> reply.status() == 200 && reply.string("state").equals("disabled");
      case NOBODY, POSTS, PUTS, ENABLES -> false;
    };
  }

  private void requireDead(Set<String> before) {
    for (String token : before) {
      asked(() -> world.as(token).get(path))
          .filter(it -> it.status() < 400)
          .ifPresent(it -> violations.add("I6: a token lives after it was told to be disabled"));
    }
  }

  /** The answer, if there is one that says something. */
  private static Optional<Reply> asked(Supplier<Reply> question) {
    try {
      return Optional.of(question.get()).filter(it -> it.status() < 500);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  // What the integration's host does.

  private Script called(Call call) {
    String operation = operation(call);
    attempts.merge(operation, 1, Integer::sum);
    String here = operation + System.identityHashCode(world.faults());
    Long since = underWay.put(here, System.nanoTime());
    if (since != null && System.nanoTime() - since < PATIENCE) {
      violations.add("called twice at the same time");
    }
    try {
      probe(call);
      if (scenario.moment() == Scenario.Moment.WITHIN) {
        rival();
      }
      Script script = scenario.behaviour().answer(this, call);
      if (script.status() / 100 == 2 && script.status() != 202) {
        agreed.add(operation);
      }
      return script;
    } finally {
      underWay.remove(here);
    }
  }

  /** Nobody sees what is only being enabled. */
  private void probe(Call call) {
    if (call.handler().equals("on-enable")) {
      asked(() -> world.asOwner().get(path))
          .filter(it -> it.status() == 200)
          .filter(it -> running().map(op -> op.id().value()).equals(Optional.of(operation(call))))
          .ifPresent(it -> violations.add("I1: it is seen while it is only being enabled"));
    }
  }

  private static String operation(Call call) {
    return call.headers().getOrDefault("webhook-id", "");
  }

  int attempts(Call call) {
    return attempts.getOrDefault(operation(call), 0);
  }

  private Optional<Reply> inner(Call call, String method, String where, String body) {
    Optional<Reply> reply = asked(() -> world.as(call.token()).send(method, where, body));
    if (reply.filter(it -> it.status() < 400).isEmpty()) {
      troubled.set(true);
    }
    return reply;
  }

  private static Script done(Optional<Reply> reply) {
    boolean well = reply.filter(it -> it.status() < 400).isPresent();
    return Script.of(well ? 200 : 500, "{}");
  }

  Script confirms(Call call) {
    return Script.of(ends(call, operation(call), "/confirm") ? 200 : 500, "{}");
  }

  Script asksForItsToken(Call call, int times) {
    if (call.handler().equals("on-disable")) {
      asked(() -> world.as(call.token()).post(path, "{}"))
          .filter(it -> it.status() < 300)
          .ifPresent(it -> violations.add("a token was given while it was being disabled"));
      return Script.of(200, "{}");
    }
    Optional<Reply> reply = Optional.empty();
    for (int i = 0; i < times; i++) {
      reply = inner(call, "POST", path, "{}");
      reply.filter(it -> it.status() == 201).ifPresent(it -> tokens.add(it.token()));
    }
    return done(reply);
  }

  Script disablesItself(Call call) {
    return done(inner(call, "DELETE", path, ""));
  }

  Script callsAnother(Call call) {
    String other = path.replace("cool-integration", "site-only") + "/handlers/hello";
    asked(() -> world.as(call.token()).post(other, "{}"))
        .filter(it -> it.status() != 404 && it.status() != 401)
        .ifPresent(it -> violations.add("it reached another integration: " + it.status()));
    return Script.of(200, "{}");
  }

  /** Says nothing for as long as anybody would listen. */
  Script waitsForEver() {
    try {
      if (over.await(5, TimeUnit.SECONDS)) {
        return Script.of(503, "{}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Script.of(200, "{}");
  }

  // What came of it.

  SagaWorld world() {
    return world;
  }

  Scenario scenario() {
    return scenario;
  }

  InstallationKey key() {
    return key;
  }

  String path() {
    return path;
  }

  Set<String> tokens() {
    return tokens;
  }

  /** The operations that the integration has agreed to. */
  Set<String> agreed() {
    return agreed;
  }

  Optional<Reply> answer() {
    return answer;
  }

  Optional<Reply> rivalsAnswer() {
    return rivalsAnswer;
  }

  Queue<String> violations() {
    return violations;
  }

  List<Fault> crossed() {
    return crossed;
  }

  boolean wasHit() {
    return wasHit;
  }

  boolean wasRestarted() {
    return crashed;
  }

  /** Whether nothing but the fault can have changed how it ends, and that neither. */
  boolean endsAsItBehaves() {
    return scenario.rival() == Scenario.Rival.NOBODY
        && !troubled.get()
        && !(wasHit && fault.mode() == Fault.Mode.HANG);
  }

  /** What reproduces it. */
  @Override
  public String toString() {
    return scenario + ", " + fault;
  }
}
