package dev.slipjoint.server;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The platform that tests begin with: a team with everything, and another one beside it. */
final class Acme {
  static final TeamId TEAM = new TeamId("team-acme");
  static final TeamId OTHER = new TeamId("team-other");

  static final UserId OWNER = new UserId("owner");
  static final UserId DEVELOPER = new UserId("developer");
  static final UserId VIEWER = new UserId("viewer");
  static final UserId STRANGER = new UserId("stranger");

  static final String OWNER_TOKEN = "token-of-owner-0123456789";
  static final String DEVELOPER_TOKEN = "token-of-developer-0123456789";
  static final String VIEWER_TOKEN = "token-of-viewer-0123456789";
  static final String STRANGER_TOKEN = "token-of-stranger-0123456789";

  static final Slug COOL = new Slug("cool-integration");
  static final String COOL_SECRET = "planted-secret-of-cool-integration";

  private Acme() {}

  static Declaration declaration() {
    return new Declaration(
        List.of(user(OWNER), user(DEVELOPER), user(VIEWER), user(STRANGER)),
        List.of(
            token(OWNER, OWNER_TOKEN),
            token(DEVELOPER, DEVELOPER_TOKEN),
            token(VIEWER, VIEWER_TOKEN),
            token(STRANGER, STRANGER_TOKEN)),
        List.of(new Team(TEAM, "Acme", "acme"), new Team(OTHER, "Other", "other")),
        List.of(
            new Member(TEAM, OWNER, Role.OWNER),
            new Member(TEAM, DEVELOPER, Role.DEVELOPER),
            new Member(TEAM, VIEWER, Role.VIEWER),
            new Member(OTHER, STRANGER, Role.OWNER)),
        List.of(site("site-www", TEAM), site("site-docs", TEAM), site("site-other", OTHER)),
        List.of(
            integration("cool-integration", TEAM, Level.TEAM_AND_SITE, Visibility.PUBLIC),
            integration("site-only", TEAM, Level.SITE, Visibility.PUBLIC),
            integration("team-only", TEAM, Level.TEAM, Visibility.PUBLIC),
            integration("private-one", OTHER, Level.TEAM_AND_SITE, Visibility.PRIVATE)));
  }

  static User user(UserId id) {
    return new User(id, "Ada Lovelace", id + "@example.com", false);
  }

  static DeclaredToken token(UserId user, String text) {
    return token(user, text, Optional.empty());
  }

  static DeclaredToken token(UserId user, String text, Optional<Instant> expiresAt) {
    return new DeclaredToken(user, "laptop", Optional.of(new Secret(text)), expiresAt);
  }

  static Site site(String id, TeamId team) {
    return new Site(new SiteId(id), team, id, Optional.empty());
  }

  static DeclaredIntegration integration(
      String slug, TeamId team, Level level, Visibility visibility) {
    return new DeclaredIntegration(
        new Integration(
            new Slug(slug),
            team,
            "The " + slug,
            "Sets a custom field",
            level,
            Scopes.ALL,
            Optional.of(URI.create("http://127.0.0.1:9000/" + slug + "/")),
            Optional.empty(),
            Optional.empty(),
            visibility,
            true,
            false),
        slug.equals(COOL.value()) ? Optional.of(new Secret(COOL_SECRET)) : Optional.empty(),
        Optional.empty());
  }

  /** The same integration under another name, and running nowhere. */
  static Integration withoutHost(Integration it, String slug) {
    return new Integration(
        new Slug(slug),
        it.team(),
        it.name(),
        it.description(),
        it.level(),
        it.scopes(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        it.visibility(),
        it.buildEventHandlers(),
        it.connector());
  }

  /** A declaration of users and their tokens alone. */
  static Declaration users(List<User> users, List<DeclaredToken> tokens) {
    return new Declaration(users, tokens, List.of(), List.of(), List.of(), List.of());
  }
}
