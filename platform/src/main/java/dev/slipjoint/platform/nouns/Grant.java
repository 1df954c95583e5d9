package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.UserId;
import java.util.Optional;

/** What a token stands for. */
public sealed interface Grant {

  /** The user whose rights count: the owner of a user's token, or who enabled the installation. */
  UserId user();

  /** Whether it may have to do with that integration: every user, and its own installations. */
  default boolean mayMeet(Slug slug) {
    return switch (this) {
      case ForUser user -> true;
      case ForInstallation own -> own.installation().slug().equals(slug);
      case ForCall own -> own.installation().slug().equals(slug);
    };
  }

  /** Stands for a user. */
  record ForUser(UserId user) implements Grant {}

  /** Stands for one generation of an installation, on behalf of the user who enabled it. */
  record ForInstallation(InstallationKey installation, long generation, UserId user)
      implements Grant {}

  /**
   * Stands for one call of the platform to an integration's handler, on behalf of a user. It is
   * worth what the user may do there and the integration as well, for minutes.
   *
   * @param site the one site that the call is about; empty for a team and all its sites
   * @param byInstallation whether the caller was the installation itself, not the user
   * @param callId what both sides call the call
   * @param hops how many calls led to each other up to this one
   * @param operation the operation that the call belongs to; empty for a user's call
   */
  record ForCall(
      InstallationKey installation,
      long generation,
      UserId user,
      Optional<SiteId> site,
      boolean byInstallation,
      String callId,
      int hops,
      Optional<OperationId> operation)
      implements Grant {}
}
