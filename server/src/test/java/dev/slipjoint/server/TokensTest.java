package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.catalog.Declaration.DeclaredToken;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokensTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  private static final String COOL = "/integrations/cool-integration";

  @Nested
  class ASitesToken {
    private String site;
    private String path;
    private Asker installation;

    @BeforeEach
    void enable() {
      site = server.freshSite();
      path = "/site/" + site + COOL;
      installation = server.as(server.asDeveloper().post(path, "{}").token());
    }

    @Test
    void readsAndWritesItsOwnContext() {
      assertThat(installation.put(path, "{\"config\":{\"by\":\"itself\"}}").status())
          .isEqualTo(204);
      assertThat(installation.get(path).config()).hasToString("{\"by\":\"itself\"}");
    }

    @Test
    void worksAsABearerToo() {
      String token = installation.headers().get("netlify-token");

      assertThat(server.asNobody().with("Authorization", "Bearer " + token).get(path).status())
          .isEqualTo(200);
    }

    @Test
    void doesNotReachOtherSites() {
      String other = server.freshSite();
      server.asOwner().post("/site/" + other + COOL, "{}").token();

      for (String target : List.of(other, "site-other", "no-such-site")) {
        installation.get("/site/" + target + COOL).refused(404, "not_found");
        installation.put("/site/" + target + COOL, "{}").refused(404, "not_found");
        installation.delete("/site/" + target + COOL).refused(404, "not_found");
        installation.post("/site/" + target + COOL, "{}").refused(404, "not_found");
        installation.get("/site/" + target + "/integrations").refused(404, "not_found");
      }
    }

    @Test
    void doesNotReachTheTeam() {
      String team = server.freshTeam();
      server.behindTheRules(tx -> tx.teams().put(Acme.site(site + "-of-team", new TeamId(team))));
      server.asOwner().post("/team/" + team + COOL, "{}").token();
      Asker ofSite =
          server.as(server.asOwner().post("/site/" + site + "-of-team" + COOL, "{}").token());

      ofSite.get("/team/" + team + COOL).refused(404, "not_found");
      ofSite.put("/team/" + team + COOL, "{}").refused(404, "not_found");
      ofSite.delete("/team/" + team + COOL).refused(404, "not_found");
      ofSite.post("/team/" + team + COOL, "{}").refused(404, "not_found");
    }

    @Test
    void doesNotMeetOtherIntegrations() {
      String other = "/site/" + site + "/integrations/site-only";
      server.asOwner().post(other, "{}").token();

      installation.get(other).refused(404, "not_found");
      installation.put(other, "{}").refused(404, "not_found");
      installation.delete(other).refused(404, "not_found");
      installation.post(other, "{}").refused(404, "not_found");
      Reply unknown =
          installation.get("/site/" + site + "/integrations/no-such-1").refused(404, "not_found");
      assertThat(installation.get(other).withoutItsOwn("site-only"))
          .isEqualTo(unknown.withoutItsOwn("no-such-1"));
    }

    @Test
    void enablesNothing() {
      installation.post(path, "{}").refused(403, "wrong_token_type");
      // Another integration is none of its business, however it is spelled.
      String others = path.substring(0, path.lastIndexOf('/'));
      installation.post(others + "/other", "{}").refused(404, "not_found");
      installation.post(others + "/OTHER", "{}").refused(404, "not_found");
      server.asOwner().get(path);
    }

    @Test
    void diesWhenItIsDisabled() {
      assertThat(server.asOwner().delete(path).status()).isEqualTo(204);

      installation.get(path).refused(401, "unauthorized");
      installation.delete(path).refused(401, "unauthorized");
    }

    @Test
    void staysDeadWhenItIsEnabledAgain() {
      server.asOwner().delete(path);
      String token = server.asOwner().post(path, "{}").token();

      installation.get(path).refused(401, "unauthorized");
      assertThat(server.as(token).get(path).status()).isEqualTo(200);
    }

    @Test
    void mayDisableItsOwnInstallationOnce() {
      assertThat(installation.delete(path).status()).isEqualTo(204);
      installation.delete(path).refused(401, "unauthorized");
      server.asOwner().get(path).refused(404, "not_enabled");
    }

    @Test
    void diesWhenTheSiteMovesToAnotherTeam() {
      server.behindTheRules(tx -> tx.teams().put(Acme.site(site, Acme.OTHER)));

      installation.get(path).refused(401, "unauthorized");
      server.asOwner().get(path).refused(404, "not_found");
      server.asStranger().get(path).refused(404, "not_enabled");
    }

    @Test
    void diesWhenItsIntegrationIsNoLongerPublished() {
      String slug = "passing-" + site;
      declare(slug, Visibility.PUBLIC);
      String passing = "/site/" + site + "/integrations/" + slug;
      Asker itself = server.as(server.asOwner().post(passing, "{\"config\":{\"a\":1}}").token());
      assertThat(itself.get(passing).status()).isEqualTo(200);

      declare(slug, Visibility.PRIVATE);

      itself.get(passing).refused(401, "unauthorized");
      assertThat(server.asOwner().get(passing).config()).hasToString("{\"a\":1}");
      assertThat(server.asOwner().delete(passing).status()).isEqualTo(204);
      server.asOwner().get(passing).refused(404, "not_found");
    }

    private static void declare(String slug, Visibility visibility) {
      var declared = Acme.integration(slug, Acme.OTHER, Level.TEAM_AND_SITE, visibility);
      server.behindTheRules(tx -> tx.integrations().put(declared.integration()));
    }
  }

  @Nested
  class ATeamsToken {

    @Test
    void reachesTheTeamAndItsSites() {
      String team = server.freshTeam();
      String site = "site-of-" + team;
      server.behindTheRules(tx -> tx.teams().put(Acme.site(site, new TeamId(team))));
      server.asOwner().post("/site/" + site + COOL, "{\"config\":{\"on\":\"site\"}}").token();

      Asker installation = server.as(server.asOwner().post("/team/" + team + COOL, "{}").token());

      assertThat(installation.get("/team/" + team + COOL).status()).isEqualTo(200);
      assertThat(installation.get("/site/" + site + COOL).config())
          .hasToString("{\"on\":\"site\"}");
      assertThat(installation.put("/site/" + site + COOL, "{\"config\":{\"a\":1}}").status())
          .isEqualTo(204);
      installation.get("/site/site-www" + COOL).refused(404, "not_found");
      installation.get("/team/team-acme" + COOL).refused(404, "not_found");
      installation.post("/site/" + site + COOL, "{}").refused(403, "wrong_token_type");
      installation.get("/site/" + site + "/integrations/site-only").refused(404, "not_found");
    }

    @Test
    void isWorthNothingOnASiteOnceItIsDisabled() {
      String team = server.freshTeam();
      String site = "site-of-" + team;
      server.behindTheRules(tx -> tx.teams().put(Acme.site(site, new TeamId(team))));
      server.asOwner().post("/site/" + site + COOL, "{}").token();
      Asker installation = server.as(server.asOwner().post("/team/" + team + COOL, "{}").token());

      server.asOwner().delete("/team/" + team + COOL);

      installation.get("/site/" + site + COOL).refused(401, "unauthorized");
      assertThat(server.asOwner().get("/site/" + site + COOL).status()).isEqualTo(200);
    }
  }

  /** An installation acts on behalf of the user who enabled it. */
  @Nested
  class BehindAToken {

    @ParameterizedTest
    @EnumSource
    void aDemotedUserLeavesItTheRightToRead(Kind kind) {
      String team = server.freshTeam();
      String path = "/team/" + team + COOL;
      if (kind == Kind.SITE) {
        server.behindTheRules(tx -> tx.teams().put(Acme.site("site-of-" + team, new TeamId(team))));
        path = "/site/site-of-" + team + COOL;
      }
      Asker installation = server.as(server.asDeveloper().post(path, "{}").token());

      server.behindTheRules(
          tx -> tx.teams().put(new Member(new TeamId(team), Acme.DEVELOPER, Role.VIEWER)));

      assertThat(installation.get(path).status()).isEqualTo(200);
      installation.put(path, "{\"broken").refused(403, "insufficient_scope");
      installation.delete(path).refused(403, "insufficient_scope");
      server.asDeveloper().put(path, "{}").refused(403, "insufficient_role");
    }

    @Test
    void aUserWhoLeftTheTeamLeavesItNothing() throws SQLException {
      String team = server.freshTeam();
      String path = "/team/" + team + COOL;
      Asker installation = server.as(server.asDeveloper().post(path, "{}").token());
      assertThat(installation.get(path).status()).isEqualTo(200);

      // The store remembers what it has read, but not what it is told to change.
      Member member = new Member(new TeamId(team), Acme.DEVELOPER, Role.DEVELOPER);
      server.behindTheRules(tx -> tx.teams().put(member));
      execute("DELETE FROM members WHERE team_id = '%s' AND user_id = 'developer'".formatted(team));

      installation.get(path).refused(401, "unauthorized");
      server.asDeveloper().get(path).refused(404, "not_found");
      assertThat(server.asOwner().get(path).status()).isEqualTo(200);
    }

    @Test
    void aUserWhoIsGoneLeavesNothing() throws SQLException {
      UserId user = new UserId("passing");
      String token = "token-of-a-passing-user-1";
      server.behindTheRules(
          tx -> {
            tx.users().put(Acme.user(user));
            tx.tokens().add(userToken(user, token));
            tx.teams().put(new Member(Acme.TEAM, user, Role.OWNER));
          });
      assertThat(server.as(token).get("/caller").status()).isEqualTo(200);

      server.behindTheRules(tx -> tx.users().put(Acme.user(user)));
      execute("DELETE FROM users WHERE id = 'passing'");

      server.as(token).get("/caller").refused(401, "unauthorized");
      server.as(token).get("/site/site-www/integrations").refused(401, "unauthorized");
    }

    /** The port has no way to take somebody out of a team yet. */
    private static void execute(String sql) throws SQLException {
      try (Connection connection =
              DriverManager.getConnection(
                  "jdbc:sqlite:" + server.folder().resolve("slipjoint.db"));
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static Token userToken(UserId user, String text) {
    return new Token(
        TokenHash.of(new Secret(text)),
        "laptop",
        new Grant.ForUser(user),
        server.clock().instant(),
        Optional.empty());
  }

  @Test
  void aUsersTokenIsGoodUntilTheMomentItExpires() {
    String text = "token-that-will-expire-1";
    UserId user = new UserId("guest");
    DeclaredToken token =
        Acme.token(user, text, Optional.of(server.clock().instant().plusSeconds(60)));
    server.behindTheRules(
        tx -> {
          tx.users().put(Acme.user(user));
          tx.teams().put(new Member(Acme.TEAM, user, Role.DEVELOPER));
          tx.tokens()
              .add(
                  new Token(
                      TokenHash.of(new Secret(text)),
                      token.name(),
                      new Grant.ForUser(user),
                      tx.now(),
                      token.expiresAt()));
        });

    server.clock().goesOn(Duration.ofSeconds(59));
    assertThat(server.as(text).get("/site/site-www/integrations").status()).isEqualTo(200);

    server.clock().goesOn(Duration.ofSeconds(1));
    server.as(text).get("/site/site-www/integrations").refused(401, "unauthorized");
    server.as(text).post("/site/site-www" + COOL, "{\"broken").refused(401, "unauthorized");
  }

  /** Neither what is wrong with a token nor where it was used is told. */
  @Nested
  class WhatIsNoToken {

    static Stream<String> tokens() {
      return Stream.of(
          "",
          "x",
          "undefined",
          "token-of-nobody-0123456789",
          Acme.OWNER_TOKEN.substring(1),
          Acme.OWNER_TOKEN + "0",
          Acme.OWNER_TOKEN.toUpperCase(Locale.ROOT),
          "slipu_" + "0".repeat(38),
          "slipi_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000",
          "slipu_short",
          "' OR '1'='1' -- 0123456789",
          "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvd25lciJ9.",
          "eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2Rldi9udWxsIn0.eyJzdWIiOiJvd25lciJ9.AAAA",
          "a=b;c=d;e=f;g=h;i=j;k=l",
          "x".repeat(200),
          "x".repeat(201),
          "x".repeat(6000));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void isRefusedInTheSameWords(String token) {
      Reply none = server.asNobody().get("/site/site-www" + COOL).refused(401, "unauthorized");
      assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"slipjoint\"");

      List<Reply> replies = new ArrayList<>();
      for (Asker asker :
          List.of(server.as(token), server.asNobody().with("Authorization", "Bearer " + token))) {
        replies.add(asker.get("/site/site-www" + COOL));
        replies.add(asker.get("/site/no-such-site" + COOL));
        replies.add(asker.put("/team/team-acme" + COOL, "{\"broken"));
        replies.add(asker.post("/team/team-acme/integrations/no-such-one", "{\"broken"));
        replies.add(asker.delete("/team/team-acme" + COOL));
        replies.add(asker.get("/site/site-www/integrations"));
        replies.add(asker.get("/caller"));
      }

      assertThat(replies)
          .allSatisfy(
              it ->
                  assertThat(it.refused(401, "unauthorized").withoutItsOwn())
                      .isEqualTo(none.withoutItsOwn()));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void isRefusedBeforeThePathAndTheQueryAreJudged(String method, String path) {
      server.asNobody().send(method, path, "").refused(401, "unauthorized");
    }

    static Stream<Arguments> spellings() {
      return Stream.of(
              "GET /site/site-www/integrations/Upper_Case",
              "POST /site/site-www/integrations/Upper_Case",
              "GET /site/not.an.id/integrations/cool-integration",
              "GET /site/not.an.id/integrations",
              "GET /site/site-www/integrations?limit=0",
              "GET /caller?slug=Upper_Case",
              "GET /caller?siteId=not.an.id")
          .map(it -> Arguments.of((Object[]) it.split(" ", 2)));
    }
  }

  @Test
  void noTwoInstallationsGetTheSameToken() {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      tokens.add(server.asOwner().post(server.fresh(Kind.SITE) + "/site-only", "{}").token());
    }
    assertThat(tokens).hasSize(20);
  }
}
