package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.access.Standing;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.PlatformException.AlreadyEnabled;
import dev.slipjoint.platform.nouns.PlatformException.InstallationTokenNeeded;
import dev.slipjoint.platform.nouns.PlatformException.OperationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.OperationOver;
import dev.slipjoint.platform.nouns.PlatformException.OperationUnderWay;
import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.PlatformException.Unauthorized;
import dev.slipjoint.platform.nouns.PlatformException.WrongTokenType;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Enables and disables with the integration's own logic: asks it, tries again, gives up, and
 * unmakes what was made, so that an integration is either enabled or not, whatever becomes of it,
 * of the caller or of this process.
 *
 * <p>An operation is written down before anything else happens; a task drives it on. {@link
 * Lifecycle} does the calling.
 */
public final class Operations {
  private static final OperationFailure BY_FORCE =
      new OperationFailure(OperationFailure.Code.ABORTED, "It was disabled by force.");
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Store store;
  private final Access access;
  private final Installations installations;
  private final Endings endings;
  private final LifecycleTimes times;
  private final Bells bells;
  private final Runnable wakeWorker;

  Operations(
      Store store,
      Access access,
      Installations installations,
      Events events,
      LifecycleTimes times,
      Bells bells,
      Runnable wakeWorker) {
    this.store = store;
    this.access = access;
    this.installations = installations;
    this.endings = new Endings(events);
    this.times = times;
    this.bells = bells;
    this.wakeWorker = wakeWorker;
  }

  /**
   * Begins to enable an integration. One that runs nowhere has no say: it is enabled at once, and
   * its token is answered, which nobody else would be told.
   *
   * @throws dev.slipjoint.platform.nouns.PlatformException.InvalidIntegrationSlug if there is no
   *     such integration for this team
   * @throws dev.slipjoint.platform.nouns.PlatformException.WrongLevel if it can't be enabled on
   *     this kind of target
   * @throws AlreadyEnabled if it is enabled
   * @throws OperationUnderWay if an operation on it isn't over
   */
  public Begun enable(Caller caller, Target target, Slug slug, Supplier<Context> context) {
    store.read(tx -> mayEnable(tx, caller, target, slug));
    Context first = installations.checked(context.get());
    return begun(
        tx -> {
          Standing standing = mayEnable(tx, caller, target, slug);
          Installation made =
              Installations.made(tx, standing, slug, first, InstallationState.ENABLING);
          Operation operation = begin(tx, OperationKind.ENABLE, made, standing);
          if (runsSomewhere(tx, slug)) {
            return new Begun(operation, Optional.empty());
          }
          Secret token = Installations.giveToken(tx, made);
          return new Begun(endings.done(tx, operation, standing.actor()), Optional.of(token));
        });
  }

  /**
   * Begins to disable an integration.
   *
   * @param force says whether to do it at once, without asking the integration, and whatever else
   *     is under way
   * @throws dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound if there is no such
   *     integration for this team
   * @throws dev.slipjoint.platform.nouns.PlatformException.NotEnabled if it isn't enabled there
   * @throws OperationUnderWay if an operation on it isn't over, unless it is forced
   */
  public Begun disable(Caller caller, Target target, Slug slug, Supplier<Boolean> force) {
    store.read(tx -> mayDisable(tx, caller, target, slug));
    boolean byForce = force.get();
    return begun(
        tx -> {
          Standing standing = mayDisable(tx, caller, target, slug);
          Operation operation = byForce ? forced(tx, standing, slug) : asking(tx, standing, slug);
          return new Begun(operation, Optional.empty());
        });
  }

  private Operation asking(Transaction tx, Standing standing, Slug slug) {
    Installations.requireSettled(tx, standing.installation(slug));
    Installation it = Installations.installation(tx, standing, slug);
    tx.installations().replace(it.in(InstallationState.DISABLING));
    Operation operation = begin(tx, OperationKind.DISABLE, it, standing);
    return runsSomewhere(tx, slug) ? operation : endings.done(tx, operation, standing.actor());
  }

  private Operation forced(Transaction tx, Standing standing, Slug slug) {
    InstallationKey key = standing.installation(slug);
    Optional<Operation> aborted =
        tx.operations().running(key).map(it -> endings.failed(tx, it, BY_FORCE, standing.actor()));
    if (aborted.isEmpty()) {
      Installations.installation(tx, standing, slug); // refuses where there is none
    }
    return tx.installations()
        .find(key)
        .map(it -> begin(tx, OperationKind.DISABLE, it, standing))
        .map(it -> endings.disabled(tx, it, Optional.empty(), true, standing.actor()))
        // What was only being enabled is gone with its operation.
        .or(() -> aborted)
        .orElseThrow();
  }

  /**
   * The operation of that id.
   *
   * @throws OperationNotFound if there is none, or the caller may not see where it is
   */
  public Operation find(Caller caller, OperationId id) {
    return store.read(tx -> seen(tx, caller, id).operation());
  }

  /** How an operation is once it is over, or after so long. */
  public Operation await(Caller caller, Operation begun, Duration longest) {
    OperationId id = begun.id();
    Operation operation = begun;
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (true) {
        CountDownLatch bell = bells.bell(id);
        operation = latest(caller, operation);
        long left = end - System.nanoTime();
        if (operation.phase().isOver() || left <= 0 || Thread.currentThread().isInterrupted()) {
          return operation;
        }
        Bells.await(bell, Duration.ofNanos(Math.min(left, LOOK.toNanos())));
      }
    } finally {
      bells.forget(id);
    }
  }

  /**
   * That it was begun stays true, and has to be told, although the store can't be asked now, or the
   * caller's token has just expired.
   */
  private Operation latest(Caller caller, Operation known) {
    try {
      return find(caller, known.id());
    } catch (StoreUnavailable | Unauthorized e) {
      return known;
    }
  }

  /**
   * The integration confirms what it has accepted: it is enabled, or disabled, now.
   *
   * @throws OperationNotFound if there is none, or the caller isn't its integration
   * @throws InstallationTokenNeeded if the caller is a user
   * @throws dev.slipjoint.platform.nouns.PlatformException.InsufficientScope if the user on whose
   *     behalf it would be enabled may not any more
   * @throws OperationOver if it is over
   */
  public Operation confirm(Caller caller, OperationId id) {
    return answered(
        caller,
        id,
        (tx, it) -> {
          if (it.operation().kind() == OperationKind.ENABLE) {
            it.standing().require(Right.WRITE);
          }
          return endings.done(tx, it.operation(), it.standing().actor());
        });
  }

  /**
   * The integration refuses after all.
   *
   * @param reason for the user; asked only of a caller who may give one
   * @throws OperationNotFound if there is none, or the caller isn't its integration
   * @throws InstallationTokenNeeded if the caller is a user
   * @throws OperationOver if it is over
   */
  public Operation reject(Caller caller, OperationId id, Supplier<String> reason) {
    store.read(tx -> mayAnswer(tx, caller, id));
    OperationFailure why = new OperationFailure(OperationFailure.Code.REJECTED, reason.get());
    return answered(
        caller, id, (tx, it) -> endings.failed(tx, it.operation(), why, it.standing().actor()));
  }

  private interface Answer {
    Operation written(Transaction tx, Seen seen);
  }

  private Operation answered(Caller caller, OperationId id, Answer answer) {
    Operation ended = store.write(tx -> answer.written(tx, mayAnswer(tx, caller, id)));
    bells.ring(id);
    return ended;
  }

  private Seen mayAnswer(Transaction tx, Caller caller, OperationId id) {
    Seen seen = seen(tx, caller, id);
    if (!seen.standing().isIntegrations()) {
      throw new InstallationTokenNeeded();
    }
    if (seen.operation().phase().isOver()) {
      throw new OperationOver(id.value());
    }
    return seen;
  }

  /** An operation, and what its caller is where it is. */
  private record Seen(Operation operation, Standing standing) {}

  private Seen seen(Transaction tx, Caller caller, OperationId id) {
    access.grant(tx, caller);
    return tx.operations()
        .find(id)
        .flatMap(it -> standing(tx, caller, it).map(standing -> new Seen(it, standing)))
        .orElseThrow(() -> new OperationNotFound(id.value()));
  }

  private Optional<Standing> standing(Transaction tx, Caller caller, Operation operation) {
    try {
      return Optional.of(access.on(tx, caller, operation.installation().target()))
          .filter(it -> it.team().equals(operation.installation().team()))
          .filter(it -> it.grant().mayMeet(operation.installation().slug()));
    } catch (TargetNotFound e) {
      return Optional.empty();
    }
  }

  private Standing mayEnable(Transaction tx, Caller caller, Target target, Slug slug) {
    Standing standing = access.on(tx, caller, target);
    requireUser(standing);
    return Installations.mayEnable(tx, standing, slug);
  }

  private Standing mayDisable(Transaction tx, Caller caller, Target target, Slug slug) {
    Standing standing = access.on(tx, caller, target).on(slug).require(Right.DISABLE);
    requireUser(standing);
    return standing;
  }

  /** An integration that could begin operations on itself could do so for ever. */
  private static void requireUser(Standing standing) {
    if (standing.isIntegrations()) {
      throw new WrongTokenType();
    }
  }

  private static boolean runsSomewhere(Transaction tx, Slug slug) {
    return tx.integrations().find(slug).flatMap(it -> it.url()).isPresent();
  }

  private Operation begin(Transaction tx, OperationKind kind, Installation on, Standing standing) {
    Instant now = tx.now();
    Operation operation =
        Operation.begun(kind, on, standing.user(), now, now.plus(times.deadline()));
    tx.operations().put(operation);
    tx.tasks().put(Endings.task(operation), now);
    return operation;
  }

  private Begun begun(Function<Transaction, Begun> beginning) {
    Begun begun = store.write(beginning);
    wakeWorker.run();
    return begun;
  }
}
