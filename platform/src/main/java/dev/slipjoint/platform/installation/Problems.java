package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.access.Standing;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.PlatformException.InstallationTokenNeeded;
import dev.slipjoint.platform.nouns.PlatformException.ProblemNotFound;
import dev.slipjoint.platform.nouns.ReportedProblem;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.ProblemReport;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps what integrations say is wrong with their installations, for the people of the team to see.
 * What they say never reaches a log.
 */
public final class Problems {

  /** How many an installation may have; then the oldest goes, and a critical one last. */
  static final int MOST = 100;

  private static final Comparator<ReportedProblem> DISPENSABLE_FIRST =
      Comparator.comparing((ReportedProblem it) -> it.report().critical())
          .thenComparing(ReportedProblem::lastAt)
          .thenComparing(it -> it.report().key());

  private final Store store;
  private final Access access;

  /** Works on a store. */
  public Problems(Store store, Access access) {
    this.store = store;
    this.access = access;
  }

  /**
   * An integration reports a problem of one of its installations. The same one again within an hour
   * counts up.
   *
   * @throws InstallationTokenNeeded if the caller is anybody but that installation
   * @throws dev.slipjoint.platform.nouns.PlatformException.NotEnabled if there is no installation
   */
  public void report(Caller caller, Target target, Slug slug, Supplier<ProblemReport> report) {
    store.read(tx -> own(tx, caller, target, slug));
    ProblemReport said = report.get();
    store.write(tx -> reported(tx, own(tx, caller, target, slug), said));
  }

  /** Whoever may only look is let report, too: it changes nothing of theirs. */
  private InstallationKey own(Transaction tx, Caller caller, Target target, Slug slug) {
    Standing standing = access.on(tx, caller, target).on(slug).require(Right.READ);
    InstallationKey key = standing.installation(slug);
    if (!ownedBy(standing.grant()).equals(Optional.of(key))) {
      throw new InstallationTokenNeeded();
    }
    return Installations.installation(tx, standing, slug).key();
  }

  private static Optional<InstallationKey> ownedBy(Grant grant) {
    return switch (grant) {
      case Grant.ForUser user -> Optional.empty();
      case Grant.ForInstallation own -> Optional.of(own.installation());
      case Grant.ForCall own -> Optional.of(own.installation());
    };
  }

  private static ReportedProblem reported(
      Transaction tx, InstallationKey installation, ProblemReport said) {
    Optional<ReportedProblem> before = tx.problems().find(installation, said.key());
    if (before.isEmpty()) {
      makeRoom(tx, installation);
    }
    ReportedProblem now =
        before
            .map(it -> it.again(said, tx.now()))
            .orElseGet(() -> ReportedProblem.first(installation, said, tx.now()));
    tx.problems().put(now);
    return now;
  }

  private static void makeRoom(Transaction tx, InstallationKey installation) {
    List<ReportedProblem> all = tx.problems().of(installation);
    all.stream()
        .sorted(DISPENSABLE_FIRST)
        .limit(Math.max(0, all.size() - MOST + 1))
        .forEach(it -> tx.problems().remove(installation, it.report().key()));
  }

  /**
   * What is wrong with an installation, what was reported last first.
   *
   * @throws dev.slipjoint.platform.nouns.PlatformException.NotEnabled if there is no installation
   */
  public List<ReportedProblem> list(Caller caller, Target target, Slug slug) {
    return store.read(
        tx -> tx.problems().of(installation(tx, Right.READ, caller, target, slug).key()));
  }

  /**
   * Somebody has seen a problem, or the integration takes it back.
   *
   * @throws dev.slipjoint.platform.nouns.PlatformException.NotEnabled if there is no installation
   * @throws ProblemNotFound if there is no such problem
   */
  public void dismiss(Caller caller, Target target, Slug slug, String key) {
    store.write(
        tx -> {
          Seen seen = installation(tx, Right.WRITE, caller, target, slug);
          ReportedProblem problem =
              tx.problems().find(seen.key(), key).orElseThrow(() -> new ProblemNotFound(key));
          tx.problems().remove(seen.key(), key);
          note(tx, seen);
          return problem;
        });
  }

  /** An installation, and what its caller is where it is. */
  private record Seen(InstallationKey key, Standing standing) {}

  private Seen installation(Transaction tx, Right right, Caller caller, Target target, Slug slug) {
    Standing standing = access.on(tx, caller, target).on(slug).require(right);
    return new Seen(Installations.installation(tx, standing, slug).key(), standing);
  }

  private static void note(Transaction tx, Seen seen) {
    tx.journal()
        .append(
            new JournalEntry(
                tx.now(),
                Optional.of(seen.key().team()),
                seen.standing().actor(),
                "problem.dismissed",
                seen.key().slug() + " on " + seen.key().target()));
  }
}
