package dev.slipjoint.platform.catalog;

import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operator wants to be there. Whoever made it has checked it: names are known, ids unique.
 *
 * @param integrations without their secrets, which come beside them
 */
public record Declaration(
    List<User> users,
    List<DeclaredToken> tokens,
    List<Team> teams,
    List<Member> members,
    List<Site> sites,
    List<DeclaredIntegration> integrations) {

  /** Keeps copies. */
  public Declaration {
    users = List.copyOf(users);
    tokens = List.copyOf(tokens);
    teams = List.copyOf(teams);
    members = List.copyOf(members);
    sites = List.copyOf(sites);
    integrations = List.copyOf(integrations);
  }

  /**
   * A user's token.
   *
   * @param name unique among this user's tokens
   * @param text the token itself; if empty, one is made the first time
   */
  public record DeclaredToken(
      UserId user, String name, Optional<Secret> text, Optional<Instant> expiresAt) {}

  /**
   * An integration with its secrets in the clear.
   *
   * @param integration its own secrets are not looked at
   * @param previousSecret the one before it, good as well while hosts change over
   */
  public record DeclaredIntegration(
      Integration integration, Optional<Secret> secret, Optional<Secret> previousSecret) {}
}
