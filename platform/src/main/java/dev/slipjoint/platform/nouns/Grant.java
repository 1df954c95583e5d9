package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.UserId;

/** What a token stands for. */
public sealed interface Grant {

  /** The user whose rights count: the owner of a user's token, or who enabled the installation. */
  UserId user();

  /** Whether it may have to do with that integration: every user, and its own installations. */
  default boolean mayMeet(Slug slug) {
    return switch (this) {
      case ForUser user -> true;
      case ForInstallation own -> own.installation().slug().equals(slug);
    };
  }

  /** Stands for a user. */
  record ForUser(UserId user) implements Grant {}

  /** Stands for one generation of an installation, on behalf of the user who enabled it. */
  record ForInstallation(InstallationKey installation, long generation, UserId user)
      implements Grant {}
}
