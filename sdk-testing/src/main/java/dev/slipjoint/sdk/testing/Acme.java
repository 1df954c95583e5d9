package dev.slipjoint.sdk.testing;

import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredIntegration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredToken;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Who and what is on a test platform, as an operator would declare it. */
final class Acme {
  static final TeamId TEAM = new TeamId(TestPlatform.TEAM);
  static final UserId OWNER = new UserId("owner");
  static final UserId VIEWER = new UserId("viewer");

  private Acme() {}

  /** The team with its people. */
  static Declaration people() {
    return new Declaration(
        List.of(user(OWNER), user(VIEWER)),
        List.of(),
        List.of(new Team(TEAM, "Acme", "acme")),
        List.of(new Member(TEAM, OWNER, Role.OWNER), new Member(TEAM, VIEWER, Role.VIEWER)),
        List.of(),
        List.of());
  }

  static Declaration tokens(DeclaredToken... tokens) {
    return new Declaration(List.of(), List.of(tokens), List.of(), List.of(), List.of(), List.of());
  }

  static Declaration site(String id) {
    Site site = new Site(new SiteId(id), TEAM, id, Optional.empty());
    return new Declaration(List.of(), List.of(), List.of(), List.of(), List.of(site), List.of());
  }

  /** An integration that may be enabled, and switched on, wherever there is something. */
  static Declaration integration(String slug, URI host, Secret secret) {
    Integration integration =
        new Integration(
            new Slug(slug),
            TEAM,
            slug,
            "",
            Level.TEAM_AND_SITE,
            Scopes.ALL,
            Optional.of(host),
            Optional.empty(),
            Optional.empty(),
            Visibility.PUBLIC,
            true,
            true);
    return new Declaration(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new DeclaredIntegration(integration, Optional.of(secret), Optional.empty())));
  }

  static DeclaredToken token(UserId user, String name, Secret text) {
    return new DeclaredToken(user, name, Optional.of(text), Optional.empty());
  }

  private static User user(UserId id) {
    return new User(id, id.value(), id + "@acme.example", false);
  }
}
