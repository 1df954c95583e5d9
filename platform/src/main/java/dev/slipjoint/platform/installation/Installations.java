package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.access.Standing;
import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.InstallationSummary;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.nouns.PlatformException.AlreadyEnabled;
import dev.slipjoint.platform.nouns.PlatformException.ContextTooLarge;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.InvalidIntegrationSlug;
import dev.slipjoint.platform.nouns.PlatformException.NotEnabled;
import dev.slipjoint.platform.nouns.PlatformException.OperationUnderWay;
import dev.slipjoint.platform.nouns.PlatformException.WrongLevel;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Switches;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Enables integrations on targets, keeps their contexts, and disables them.
 *
 * <p>Every method judges the caller first: {@code Unauthorized}, then {@code TargetNotFound}, then
 * what the role allows. What a caller sends comes as a {@link Supplier}, which is asked only once
 * the caller turned out to be allowed; whoever isn't can't make the platform read a megabyte.
 */
public final class Installations {

  /** Random numbers of the wire have 53 bits, which every JSON reader holds. */
  private static final long GENERATIONS = 1L << 53;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Store store;
  private final Access access;
  private final Events events;
  private final Endings endings;
  private final int largestContext;

  /**
   * Works on a store.
   *
   * @param largestContext how many bytes of canonical text a context may have
   */
  public Installations(Store store, Access access, Events events, int largestContext) {
    this.store = store;
    this.access = access;
    this.events = events;
    this.endings = new Endings(events);
    this.largestContext = largestContext;
  }

  /**
   * Enables an integration: makes the installation with its first context, and its token. The call
   * of an operation that is enabling it joins that operation instead: it gets the token of the
   * installation that the operation has made.
   *
   * @throws InvalidIntegrationSlug if there is no such integration for this team
   * @throws WrongLevel if it can't be enabled on this kind of target
   * @throws AlreadyEnabled if it is enabled; what it keeps is left alone
   * @throws OperationUnderWay if somebody else's operation is enabling or disabling it
   * @throws ContextTooLarge if the context is
   */
  public Enabled enable(Caller caller, Target target, Slug slug, Supplier<Context> context) {
    store.read(tx -> mayEnable(tx, caller, target, slug));
    Context first = checked(context.get());
    return store.write(
        tx -> {
          Standing standing = mayEnable(tx, caller, target, slug);
          return standing.isWithinOperation()
              ? joined(tx, standing, slug, first)
              : enabled(tx, standing, slug, first);
        });
  }

  private Enabled enabled(Transaction tx, Standing standing, Slug slug, Context first) {
    Installation made = made(tx, standing, slug, first, InstallationState.ENABLED);
    note(tx, standing, "integration.enabled", made);
    events.tell(tx, EventType.INTEGRATION_ENABLED, made);
    return new Enabled(made, giveToken(tx, made));
  }

  /** The newest token wins: whoever asks again may have lost the answer to the first question. */
  private static Enabled joined(Transaction tx, Standing standing, Slug slug, Context first) {
    InstallationKey key = standing.installation(slug);
    Installation it = installation(tx, standing, slug);
    if (it.state() != InstallationState.ENABLING) {
      requireSettled(tx, key); // refuses: what is being disabled can't be enabled
    }
    // Netlify: the runtime's own on-enable always sends an empty one.
    if (!first.json().members().isEmpty()) {
      it = it.changed(first, it.switches(), tx.now());
      tx.installations().replace(it);
    }
    tx.tokens().removeAllOf(key);
    return new Enabled(it, giveToken(tx, it));
  }

  /**
   * Makes an installation.
   *
   * @throws AlreadyEnabled if there is one
   * @throws OperationUnderWay if there is one, and it isn't settled
   */
  static Installation made(
      Transaction tx, Standing standing, Slug slug, Context first, InstallationState state) {
    Instant now = tx.now();
    Installation made =
        new Installation(
            standing.installation(slug),
            RANDOM.nextLong(GENERATIONS),
            1,
            state,
            first,
            Switches.OFF,
            standing.user(),
            now,
            now);
    if (!tx.installations().add(made)) {
      requireSettled(tx, made.key());
      throw new AlreadyEnabled(slug, standing.target());
    }
    return made;
  }

  static void requireSettled(Transaction tx, InstallationKey key) {
    tx.operations()
        .running(key)
        .ifPresent(
            it -> {
              throw new OperationUnderWay(key.slug(), key.target(), it.id().value());
            });
  }

  /**
   * What the integration keeps on the target.
   *
   * @throws IntegrationNotFound if there is no such integration for this team
   * @throws NotEnabled if it isn't enabled there
   */
  public Installation read(Caller caller, Target target, Slug slug) {
    return store.read(tx -> installation(tx, may(tx, Right.READ, caller, target, slug), slug));
  }

  /**
   * What is enabled on the target, in the order of the slugs.
   *
   * @param after only slugs after this one; empty for the first page
   * @param limit at most so many
   */
  public List<ListedInstallation> list(Caller caller, Target target, String after, int limit) {
    return store.read(
        tx -> {
          Standing standing = access.on(tx, caller, target).require(Right.READ);
          return seen(tx, standing, after, limit).stream().map(it -> listed(tx, it)).toList();
        });
  }

  /**
   * Changes the context, the switches, or both.
   *
   * @throws IntegrationNotFound if there is no such integration for this team
   * @throws NotEnabled if it isn't enabled there
   * @throws ContextTooLarge if the new context is
   */
  public Installation update(Caller caller, Target target, Slug slug, Supplier<Update> update) {
    store.read(tx -> installation(tx, may(tx, Right.WRITE, caller, target, slug), slug));
    Update asked = update.get();
    asked.context().ifPresent(this::checked);
    return store.write(
        tx -> {
          Standing standing = may(tx, Right.WRITE, caller, target, slug);
          Installation now = asked.appliedTo(installation(tx, standing, slug), tx.now());
          tx.installations().replace(now);
          note(tx, standing, asked.action().wireName(), now);
          events.tell(tx, asked.action(), now);
          return now;
        });
  }

  /**
   * Disables: what the integration kept is forgotten, and its tokens are dead when this returns. An
   * operation on it that is under way is over with this: one that was disabling it is done, one
   * that was enabling it has failed.
   *
   * @throws IntegrationNotFound if there is no such integration for this team
   * @throws NotEnabled if it isn't enabled there
   */
  public void disable(Caller caller, Target target, Slug slug) {
    store.write(
        tx -> {
          Standing standing = may(tx, Right.DISABLE, caller, target, slug);
          Installation gone = installation(tx, standing, slug);
          tx.operations()
              .running(gone.key())
              .ifPresentOrElse(
                  it -> endOperation(tx, standing, it), () -> disabled(tx, standing, gone));
          return gone;
        });
  }

  private void disabled(Transaction tx, Standing standing, Installation gone) {
    Removal.of(tx, gone.key());
    note(tx, standing, "integration.disabled", gone);
    events.tell(tx, EventType.INTEGRATION_DISABLED, gone);
  }

  private void endOperation(Transaction tx, Standing standing, Operation operation) {
    switch (operation.kind()) {
      case DISABLE -> endings.done(tx, operation, standing.actor());
      case ENABLE ->
          endings.failed(
              tx,
              operation,
              new OperationFailure(
                  OperationFailure.Code.ABORTED, "It was disabled while it was being enabled."),
              standing.actor());
    }
  }

  /**
   * How a request is refused whose slug is spelled as none can be: exactly like one with a slug
   * that nobody has, so after the caller was judged.
   *
   * @param slug the text, as it may be shown
   */
  public PlatformException unknown(Caller caller, Target target, Right right, String slug) {
    Standing standing = store.read(tx -> access.on(tx, caller, target));
    if (standing.grant() instanceof Grant.ForUser) {
      standing.require(right);
      if (right == Right.ENABLE) {
        return new InvalidIntegrationSlug(slug);
      }
    }
    return new IntegrationNotFound(slug);
  }

  private Standing mayEnable(Transaction tx, Caller caller, Target target, Slug slug) {
    return mayEnable(tx, access.on(tx, caller, target), slug);
  }

  static Standing mayEnable(Transaction tx, Standing standing, Slug slug) {
    standing.on(slug).require(Right.ENABLE);
    Integration integration =
        tx.integrations()
            .find(slug)
            .filter(it -> it.isVisibleTo(standing.team()))
            .orElseThrow(() -> new InvalidIntegrationSlug(slug.value()));
    if (!integration.level().covers(standing.target())) {
      throw new WrongLevel(slug, standing.target(), integration.level());
    }
    return standing;
  }

  private Standing may(Transaction tx, Right right, Caller caller, Target target, Slug slug) {
    return access.on(tx, caller, target).on(slug).require(right);
  }

  /**
   * What is enabled stays reachable, even if its integration has since gone out of sight. What is
   * only being enabled is there for its own integration alone.
   */
  static Installation installation(Transaction tx, Standing standing, Slug slug) {
    return tx.installations()
        .find(standing.installation(slug))
        .filter(it -> it.state() != InstallationState.ENABLING || standing.isIntegrations())
        .orElseThrow(
            () ->
                tx.integrations()
                        .find(slug)
                        .filter(it -> it.isVisibleTo(standing.team()))
                        .isPresent()
                    ? new NotEnabled(slug, standing.target())
                    : new IntegrationNotFound(slug.value()));
  }

  /** A user sees every installation; an installation sees those of its own integration. */
  private static List<InstallationSummary> seen(
      Transaction tx, Standing standing, String after, int limit) {
    return switch (standing.grant()) {
      case Grant.ForUser user ->
          tx.installations().list(standing.team(), standing.target(), after, limit);
      case Grant.ForInstallation own -> seen(tx, standing, own.installation().slug(), after);
      case Grant.ForCall own -> seen(tx, standing, own.installation().slug(), after);
    };
  }

  private static List<InstallationSummary> seen(
      Transaction tx, Standing standing, Slug slug, String after) {
    return tx.installations().find(standing.installation(slug)).stream()
        .filter(it -> slug.value().compareTo(after) > 0)
        .map(InstallationSummary::of)
        .toList();
  }

  /** Nothing takes an integration away while it is enabled somewhere. */
  private static ListedInstallation listed(Transaction tx, InstallationSummary it) {
    return new ListedInstallation(it, tx.integrations().find(it.key().slug()).orElseThrow());
  }

  /** The context, if it isn't too large. */
  Context checked(Context context) {
    if (context.size() > largestContext) {
      throw new ContextTooLarge(largestContext);
    }
    return context;
  }

  static Secret giveToken(Transaction tx, Installation made) {
    Secret token = TokenText.mint(TokenText.INSTALLATION);
    Grant grant = new Grant.ForInstallation(made.key(), made.generation(), made.enabledBy());
    tx.tokens().add(new Token(TokenHash.of(token), "", grant, tx.now(), Optional.empty()));
    return token;
  }

  private static void note(Transaction tx, Standing standing, String action, Installation it) {
    tx.journal()
        .append(
            new JournalEntry(
                tx.now(),
                Optional.of(standing.team()),
                standing.actor(),
                action,
                "%s on %s, %d.%d"
                    .formatted(
                        it.key().slug(), it.key().target(), it.generation(), it.revision())));
  }
}
