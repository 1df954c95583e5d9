package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.access.Standing;
import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.nouns.PlatformException.AlreadyEnabled;
import dev.slipjoint.platform.nouns.PlatformException.ContextTooLarge;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.InvalidIntegrationSlug;
import dev.slipjoint.platform.nouns.PlatformException.NotEnabled;
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
  private final int largestContext;

  /**
   * Works on a store.
   *
   * @param largestContext how many bytes of canonical text a context may have
   */
  public Installations(Store store, Access access, int largestContext) {
    this.store = store;
    this.access = access;
    this.largestContext = largestContext;
  }

  /**
   * Enables an integration: makes the installation with its first context, and its token.
   *
   * @throws InvalidIntegrationSlug if there is no such integration for this team
   * @throws WrongLevel if it can't be enabled on this kind of target
   * @throws AlreadyEnabled if it is enabled; what it keeps is left alone
   * @throws ContextTooLarge if the context is
   */
  public Enabled enable(Caller caller, Target target, Slug slug, Supplier<Context> context) {
    store.read(tx -> mayEnable(tx, caller, target, slug));
    Context first = checked(context.get());
    return store.write(
        tx -> {
          Standing standing = mayEnable(tx, caller, target, slug);
          Instant now = tx.now();
          Installation made =
              new Installation(
                  standing.installation(slug),
                  RANDOM.nextLong(GENERATIONS),
                  1,
                  first,
                  Switches.OFF,
                  standing.user(),
                  now,
                  now);
          if (!tx.installations().add(made)) {
            throw new AlreadyEnabled(slug, target);
          }
          note(tx, standing, "integration.enabled", made);
          return new Enabled(made, giveToken(tx, made));
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
          note(tx, standing, asked.action(), now);
          return now;
        });
  }

  /**
   * Disables: what the integration kept is forgotten, and its tokens are dead when this returns.
   *
   * @throws IntegrationNotFound if there is no such integration for this team
   * @throws NotEnabled if it isn't enabled there
   */
  public void disable(Caller caller, Target target, Slug slug) {
    store.write(
        tx -> {
          Standing standing = may(tx, Right.DISABLE, caller, target, slug);
          Installation gone = installation(tx, standing, slug);
          tx.tokens().removeAllOf(gone.key());
          tx.installations().remove(gone.key());
          note(tx, standing, "integration.disabled", gone);
          return gone;
        });
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
    Standing standing = may(tx, Right.ENABLE, caller, target, slug);
    Integration integration =
        tx.integrations()
            .find(slug)
            .filter(it -> it.isVisibleTo(standing.team()))
            .orElseThrow(() -> new InvalidIntegrationSlug(slug.value()));
    if (!integration.level().covers(target)) {
      throw new WrongLevel(slug, target, integration.level());
    }
    return standing;
  }

  private Standing may(Transaction tx, Right right, Caller caller, Target target, Slug slug) {
    return access.on(tx, caller, target).on(slug).require(right);
  }

  /** What is enabled stays reachable, even if its integration has since gone out of sight. */
  private static Installation installation(Transaction tx, Standing standing, Slug slug) {
    return tx.installations()
        .find(standing.installation(slug))
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
  private static List<Installation> seen(
      Transaction tx, Standing standing, String after, int limit) {
    return switch (standing.grant()) {
      case Grant.ForUser user ->
          tx.installations().list(standing.team(), standing.target(), after, limit);
      case Grant.ForInstallation own ->
          tx.installations().find(standing.installation(own.installation().slug())).stream()
              .filter(it -> it.key().slug().value().compareTo(after) > 0)
              .toList();
    };
  }

  /** Nothing takes an integration away while it is enabled somewhere. */
  private static ListedInstallation listed(Transaction tx, Installation it) {
    return new ListedInstallation(it, tx.integrations().find(it.key().slug()).orElseThrow());
  }

  private Context checked(Context context) {
    if (context.size() > largestContext) {
      throw new ContextTooLarge(largestContext);
    }
    return context;
  }

  private static Secret giveToken(Transaction tx, Installation made) {
    Secret token = TokenText.mint(TokenText.INSTALLATION);
    Grant grant = new Grant.ForInstallation(made.key(), made.generation(), made.enabledBy());
    tx.tokens().add(new Token(TokenHash.of(token), "", grant, made.enabledAt(), Optional.empty()));
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
