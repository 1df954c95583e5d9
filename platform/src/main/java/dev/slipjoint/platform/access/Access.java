package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.PlatformException.Unauthorized;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.util.Optional;

/**
 * The one place that decides who may see and do what. It reads the state of the transaction that it
 * is given and keeps nothing: what was disabled, revoked, expired or taken out of a team a moment
 * ago stops working with the next question.
 */
public final class Access {
  private final CallTokens callTokens;

  /** Knows the platform's own signature on call tokens. */
  public Access(CallTokens callTokens) {
    this.callTokens = callTokens;
  }

  /**
   * What the caller is on a target.
   *
   * @throws Unauthorized if the caller's token is no longer, or never was, good
   * @throws TargetNotFound if there is no such target, or the caller may not see it
   */
  public Standing on(Transaction tx, Caller caller, Target target) {
    Grant grant = grant(tx, caller);
    return teamOf(tx, target)
        .filter(team -> reaches(tx, grant, team, target))
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
              .map(Token::grant)
              .filter(grant -> isAlive(tx, grant))
              .orElseThrow(Unauthorized::new);
      case Caller.Called called ->
          callTokens
              .open(called.token(), tx.now())
              .filter(grant -> isAlive(tx, grant))
              .orElseThrow(Unauthorized::new);
      // The operator declares what there is; in a team the operator is nobody.
      case Caller.Operator operator -> throw new Unauthorized();
    };
  }

  /** Whether everything still holds under which it was given. */
  public static boolean isAlive(Transaction tx, Grant grant) {
    return switch (grant) {
      case Grant.ForUser user -> tx.users().find(user.user()).isPresent();
      case Grant.ForInstallation it ->
          installation(tx, it.installation(), it.generation(), it.user()).isPresent();
      case Grant.ForCall it ->
          installation(tx, it.installation(), it.generation(), it.user())
              .filter(there -> isGoingOn(tx, it, there))
              .isPresent();
    };
  }

  /** Every condition under which an installation's token was given must still hold. */
  private static Optional<Installation> installation(
      Transaction tx, InstallationKey key, long generation, UserId user) {
    return tx.installations()
        .find(key)
        .filter(it -> it.generation() == generation)
        .filter(it -> teamOf(tx, key.target()).filter(key.team()::equals).isPresent())
        .filter(it -> tx.teams().role(key.team(), user).isPresent())
        .filter(
            it ->
                tx.integrations()
                    .find(key.slug())
                    .filter(there -> there.isVisibleTo(key.team()))
                    .isPresent());
  }

  /** A user's call needs what is enabled; an operation's call needs its operation. */
  private static boolean isGoingOn(Transaction tx, Grant.ForCall call, Installation on) {
    Optional<OperationId> operation = call.operation();
    return operation.isEmpty()
        ? on.state() == InstallationState.ENABLED
        : operation
            .flatMap(tx.operations()::find)
            .filter(it -> !it.phase().isOver() && it.generation() == on.generation())
            .isPresent();
  }

  private static Optional<TeamId> teamOf(Transaction tx, Target target) {
    return switch (target) {
      case Target.Team team -> tx.teams().find(team.id()).map(it -> it.id());
      case Target.Site site -> tx.teams().findSite(site.id()).map(Site::team);
    };
  }

  /**
   * An installation's token reaches its own target, and from a team the team's sites; a call's also
   * reaches the team of its site. While the installation is only being enabled, or is being
   * disabled, neither reaches more than that installation's target.
   */
  private static boolean reaches(Transaction tx, Grant grant, TeamId team, Target target) {
    return switch (grant) {
      case Grant.ForUser user -> true;
      case Grant.ForInstallation it ->
          it.installation().target().equals(target)
              || (it.installation().target().equals(new Target.Team(team))
                  && isEnabled(tx, it.installation()));
      case Grant.ForCall it ->
          it.installation().target().equals(target)
              || (it.operation().isEmpty()
                  && it.installation().team().equals(team)
                  && isAbout(it, target));
    };
  }

  private static boolean isEnabled(Transaction tx, InstallationKey key) {
    return tx.installations()
        .find(key)
        .filter(it -> it.state() == InstallationState.ENABLED)
        .isPresent();
  }

  private static boolean isAbout(Grant.ForCall call, Target target) {
    return switch (target) {
      case Target.Team team -> true;
      case Target.Site site -> call.site().map(site.id()::equals).orElse(true);
    };
  }
}
