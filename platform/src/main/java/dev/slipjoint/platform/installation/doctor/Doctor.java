package dev.slipjoint.platform.installation.doctor;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.access.Standing;
import dev.slipjoint.platform.dispatch.BreakerHealth;
import dev.slipjoint.platform.dispatch.Breakers;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.PlatformException.WrongTokenType;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import java.util.Optional;

/**
 * Says what is the matter: with an installation, to the people of its team; with an integration's
 * calls, to the people of the team that owns it. Why calls fail is for the latter alone.
 */
public final class Doctor {
  private final Store store;
  private final Access access;
  private final Breakers breakers;

  /** Works on a store, and on what this process knows of calls. */
  public Doctor(Store store, Access access, Breakers breakers) {
    this.store = store;
    this.access = access;
    this.breakers = breakers;
  }

  /**
   * Examines an installation, or what is left of it: why it could not be enabled is worth to know
   * just when it isn't there.
   *
   * @throws WrongTokenType if the caller isn't a user
   * @throws IntegrationNotFound if the integration is neither enabled there, nor one that the team
   *     could see
   */
  public Diagnosis examine(Caller caller, Target target, Slug slug) {
    return store.read(
        tx -> {
          Standing standing = access.on(tx, caller, target).on(slug).require(Right.READ);
          requireUser(standing.grant());
          Findings findings = Findings.in(tx, standing.installation(slug));
          if (findings.installation().isEmpty() && !findings.isVisible()) {
            throw new IntegrationNotFound(slug.value());
          }
          return diagnosis(tx, standing, findings);
        });
  }

  private Diagnosis diagnosis(Transaction tx, Standing standing, Findings it) {
    BreakerHealth calls = breakers.health(it.key().slug());
    return new Diagnosis(
        it.key(),
        it.now(),
        it.installation(),
        registration(it),
        it.enablersRole(),
        it.tokens().stream()
            .map(
                token ->
                    new Diagnosis.HeldToken(
                        token.issuedAt(), it.isOfThis(token) && !token.isExpiredAt(it.now())))
            .toList(),
        it.operations(),
        new Diagnosis.Calls(
            calls.stateForCallers(),
            Optional.of(calls.failures()).filter(failures -> isOwner(tx, standing, it))),
        new Diagnosis.ProblemCount(it.problems().size(), it.criticalProblems()),
        it.endpoints(),
        Prescription.of(it, calls.stateForCallers()));
  }

  private static boolean isOwner(Transaction tx, Standing standing, Findings it) {
    return it.integration()
        .flatMap(integration -> tx.teams().role(integration.team(), standing.user()))
        .isPresent();
  }

  private static Diagnosis.Registration registration(Findings it) {
    Optional<Integration> known = it.integration();
    return new Diagnosis.Registration(
        known.isPresent(),
        it.isVisible(),
        known.flatMap(Integration::url).isPresent(),
        known.flatMap(Integration::secret).isPresent(),
        known.filter(there -> there.level().covers(it.key().target())).isPresent());
  }

  /**
   * How an integration's calls go, in this process.
   *
   * @throws WrongTokenType if the caller isn't a user
   * @throws IntegrationNotFound if there is none, or the caller isn't in the team that owns it
   */
  public BreakerHealth health(Caller caller, Slug slug) {
    Slug owned =
        store.read(
            tx -> {
              owner(tx, caller, slug).require(Right.READ);
              return slug;
            });
    return breakers.health(owned);
  }

  /**
   * Closes an integration's circuit breaker, in this process.
   *
   * @throws WrongTokenType if the caller isn't a user
   * @throws IntegrationNotFound if there is none, or the caller isn't in the team that owns it
   */
  public void reset(Caller caller, Slug slug) {
    Slug owned =
        store.write(
            tx -> {
              note(tx, owner(tx, caller, slug).require(Right.WRITE), slug);
              return slug;
            });
    breakers.reset(owned);
  }

  /** How a request is refused whose slug is spelled as none can be: after the caller was judged. */
  public PlatformException unknown(Caller caller, String slug) {
    return store.read(
        tx -> {
          requireUser(access.grant(tx, caller));
          return new IntegrationNotFound(slug);
        });
  }

  private Standing owner(Transaction tx, Caller caller, Slug slug) {
    requireUser(access.grant(tx, caller));
    Integration integration =
        tx.integrations().find(slug).orElseThrow(() -> new IntegrationNotFound(slug.value()));
    try {
      return access.on(tx, caller, new Target.Team(integration.team()));
    } catch (TargetNotFound e) {
      throw new IntegrationNotFound(slug.value());
    }
  }

  private static void requireUser(Grant grant) {
    if (!(grant instanceof Grant.ForUser)) {
      throw new WrongTokenType();
    }
  }

  private static void note(Transaction tx, Standing standing, Slug slug) {
    tx.journal()
        .append(
            new JournalEntry(
                tx.now(),
                Optional.of(standing.team()),
                standing.actor(),
                "integration.breaker reset",
                slug.value()));
  }
}
