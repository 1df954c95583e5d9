package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.PlatformException.InsufficientRole;
import dev.slipjoint.platform.nouns.PlatformException.InsufficientScope;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.WrongTokenType;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;

/**
 * What a caller is on one target, as things stand in one transaction. That there is a standing at
 * all means that the caller may see the target.
 *
 * @param team the target itself, or the team of the site
 * @param grant what the caller's token stands for
 * @param role the role of the grant's user in that team
 */
public record Standing(Target target, TeamId team, Grant grant, Role role) {

  /**
   * Passes who has the right.
   *
   * @throws InsufficientRole if the user's role hasn't
   * @throws InsufficientScope if the user behind the installation hasn't any more
   * @throws WrongTokenType if no installation's token ever has
   */
  public Standing require(Right right) {
    if (right == Right.ENABLE && !(grant instanceof Grant.ForUser) && !isWithinOperation()) {
      throw new WrongTokenType();
    }
    if (right != Right.READ && role == Role.VIEWER) {
      throw grant instanceof Grant.ForInstallation
          ? new InsufficientScope()
          : new InsufficientRole(role);
    }
    return this;
  }

  /**
   * Passes who may have to do with that integration here: every user, and its own installations.
   *
   * @throws IntegrationNotFound for another integration's installation
   */
  public Standing on(Slug slug) {
    if (!grant.mayMeet(slug)) {
      throw new IntegrationNotFound(slug.value());
    }
    return this;
  }

  /** Whether the integration is asking, as itself or in a call, and not a user of their own. */
  public boolean isIntegrations() {
    return !(grant instanceof Grant.ForUser);
  }

  /** Whether this is a call that an operation has made, and so belongs to it. */
  public boolean isWithinOperation() {
    return grant instanceof Grant.ForCall call && call.operation().isPresent();
  }

  /** The user whose rights these are. */
  public UserId user() {
    return grant.user();
  }

  /** Names an installation on this target. */
  public InstallationKey installation(Slug slug) {
    return new InstallationKey(team, target, slug);
  }

  /** How the journal calls the caller. */
  public String actor() {
    return switch (grant) {
      case Grant.ForUser it -> "user " + it.user();
      case Grant.ForInstallation it ->
          "installation "
              + it.installation().slug()
              + " on "
              + it.installation().target()
              + " for "
              + it.user();
      case Grant.ForCall it ->
          "call "
              + it.callId()
              + " of "
              + it.installation().slug()
              + " on "
              + it.installation().target()
              + " for "
              + it.user();
    };
  }
}
