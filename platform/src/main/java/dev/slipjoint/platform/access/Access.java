package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.PlatformException.Unauthorized;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import java.util.Optional;

/**
 * The one place that decides who may see and do what. It reads the state of the transaction that it
 * is given and keeps nothing: what was disabled, revoked, expired or taken out of a team a moment
 * ago stops working with the next question.
 */
public final class Access {

  /**
   * What the caller is on a target.
   *
   * @throws Unauthorized if the caller's token is no longer, or never was, good
   * @throws TargetNotFound if there is no such target, or the caller may not see it
   */
  public Standing on(Transaction tx, Caller caller, Target target) {
    Grant grant = grant(tx, caller);
    return teamOf(tx, target)
        .filter(team -> reaches(grant, team, target))
        .flatMap(
            team ->
                tx.teams()
                    .role(team, grant.user())
                    .map(it -> new Standing(target, team, grant, it)))
        .orElseThrow(() -> new TargetNotFound(target.toString()));
  }

  /**
   * What the caller's token stands for.
   *
   * @throws Unauthorized if it stands for nothing any more, or never did
   */
  public Grant grant(Transaction tx, Caller caller) {
    return switch (caller) {
      case Caller.Bearer bearer ->
          tx.tokens()
              .find(bearer.token())
              .filter(token -> !token.isExpiredAt(tx.now()))
              .filter(token -> isAlive(tx, token.grant()))
              .orElseThrow(Unauthorized::new)
              .grant();
      // The operator declares what there is; in a team the operator is nobody.
      case Caller.Operator operator -> throw new Unauthorized();
    };
  }

  private static boolean isAlive(Transaction tx, Grant grant) {
    return switch (grant) {
      case Grant.ForUser user -> tx.users().find(user.user()).isPresent();
      case Grant.ForInstallation it -> isAlive(tx, it);
    };
  }

  /** Every condition under which an installation's token was given must still hold. */
  private static boolean isAlive(Transaction tx, Grant.ForInstallation grant) {
    InstallationKey key = grant.installation();
    return tx.installations()
            .find(key)
            .filter(it -> it.generation() == grant.generation())
            .isPresent()
        && teamOf(tx, key.target()).filter(key.team()::equals).isPresent()
        && tx.teams().role(key.team(), grant.user()).isPresent()
        && tx.integrations().find(key.slug()).filter(it -> it.isVisibleTo(key.team())).isPresent();
  }

  private static Optional<TeamId> teamOf(Transaction tx, Target target) {
    return switch (target) {
      case Target.Team team -> tx.teams().find(team.id()).map(it -> it.id());
      case Target.Site site -> tx.teams().findSite(site.id()).map(Site::team);
    };
  }

  /** An installation's token reaches its own target, and from a team the team's sites. */
  private static boolean reaches(Grant grant, TeamId team, Target target) {
    return switch (grant) {
      case Grant.ForUser user -> true;
      case Grant.ForInstallation it ->
          it.installation().target().equals(target)
              || it.installation().target().equals(new Target.Team(team));
    };
  }
}
