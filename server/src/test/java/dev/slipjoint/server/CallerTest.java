package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.TeamId;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  @Nested
  class AUser {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "?",
          "?slug=cool-integration",
          "?slug=&siteId=&teamId=",
          "?unknown=1",
          "?slug=site-only&handler=x",
        })
    void whoNamesNoPlaceHasNoRole(String query) {
      Reply reply = server.asOwner().get("/caller" + query);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
      assertThat(reply.text()).isEqualTo("{\"kind\":\"user\",\"user\":\"owner\"}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "?siteId=site-www",
          "?teamId=team-acme",
          "?siteId=site-www&teamId=team-acme",
          "?slug=cool-integration&siteId=site-www",
          "?slug=cool-integration&teamId=team-acme",
          "?teamId=team-acme&slug=site-only&siteId=site-docs",
        })
    void whoNamesAPlaceHasARole(String query) {
      assertThat(server.asOwner().get("/caller" + query).text())
          .isEqualTo("{\"kind\":\"user\",\"user\":\"owner\",\"role\":\"owner\"}");
      assertThat(server.asDeveloper().get("/caller" + query).text())
          .isEqualTo("{\"kind\":\"user\",\"user\":\"developer\",\"role\":\"developer\"}");
      assertThat(server.asViewer().get("/caller" + query).text())
          .isEqualTo("{\"kind\":\"user\",\"user\":\"viewer\",\"role\":\"viewer\"}");
    }

    @ParameterizedTest
    @CsvSource({
      "?siteId=site-other, site site-other",
      "?siteId=no-such-site, site no-such-site",
      "?teamId=team-other, team team-other",
      "?teamId=no-such-team, team no-such-team",
      "?siteId=site-www&teamId=team-other, team team-other",
      "?siteId=site-other&teamId=team-acme, site site-other",
      "?slug=no-such-one&siteId=site-other, site site-other",
      "?siteId=not.an.id, site not.an.id",
    })
    void whoCanNotSeeThePlaceIsNotTold(String query, String place) {
      Reply refused = server.asOwner().get("/caller" + query).refused(404, "not_found");

      assertThat(refused.string("msg")).isEqualTo("There is no " + place + " here.");
    }

    @Test
    void whoIsInBothTeamsStillCanNotMixThem() {
      String team = server.freshTeam();

      Reply refused =
          server.asOwner().get("/caller?siteId=site-www&teamId=" + team).refused(404, "not_found");

      assertThat(refused.string("msg")).contains(team);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "slug=no-such-one",
          "slug=Upper_Case",
          "slug=%00",
          "slug=no-such-one&siteId=site-www",
          "slug=private-one",
          "slug=private-one&siteId=site-www",
          "slug=private-one&teamId=team-acme",
        })
    void whoAsksForAnIntegrationThatIsNotThereIsTold(String query) {
      server.asOwner().get("/caller?" + query).refused(404, "not_found");
    }

    @Test
    void whoAsksInOddWordsHearsThemPlain() {
      Reply refused =
          server
              .asOwner()
              .get("/caller?slug=%00%1b%5b31m%F0%9F%98%80" + "x".repeat(200))
              .refused(404, "not_found");

      assertThat(refused.string("msg"))
          .startsWith("There is no integration ??[31m?xxx")
          .endsWith("x… here.");
    }

    @Test
    void whoOwnsAPrivateIntegrationMeetsIt() {
      assertThat(server.asStranger().get("/caller?slug=private-one").status()).isEqualTo(200);
      assertThat(server.asStranger().get("/caller?slug=private-one&siteId=site-other").status())
          .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "slug=%", "slug=%c0%af", "slug=%ff", "=", "&&", "slug=a=b"})
    void whoseQueryIsOddIsNoFault(String query) throws IOException {
      try (RawSocket socket = server.connect()) {
        socket.send(
            "GET /caller?%s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n\r\n"
                .formatted(query, Acme.OWNER_TOKEN));

        assertThat(socket.reply().orElseThrow().status()).isIn(200, 400, 404);
      }
    }
  }

  @Nested
  class AnInstallation {
    private String site;
    private String team;
    private Asker installation;

    @BeforeEach
    void enable() {
      team = server.freshTeam();
      site = "site-of-" + team;
      server.behindTheRules(tx -> tx.teams().put(Acme.site(site, new TeamId(team))));
      installation =
          server.as(
              server
                  .asDeveloper()
                  .post("/site/" + site + "/integrations/cool-integration", "{}")
                  .token());
    }

    @Test
    void actsForTheUserWhoEnabledIt() {
      assertThat(installation.get("/caller").text())
          .isEqualTo("{\"kind\":\"installation\",\"user\":\"developer\"}");
      assertThat(installation.get("/caller?slug=cool-integration&siteId=" + site).text())
          .isEqualTo("{\"kind\":\"installation\",\"user\":\"developer\",\"role\":\"developer\"}");
    }

    @Test
    void ofASiteIsNothingOnItsTeamOrElsewhere() {
      installation.get("/caller?teamId=" + team).refused(404, "not_found");
      installation.get("/caller?siteId=" + site + "&teamId=" + team).refused(404, "not_found");
      installation.get("/caller?siteId=site-www").refused(404, "not_found");
    }

    @Test
    void ofATeamReachesItsSites() {
      Asker ofTeam =
          server.as(
              server
                  .asOwner()
                  .post("/team/" + team + "/integrations/cool-integration", "{}")
                  .token());

      assertThat(ofTeam.get("/caller?siteId=" + site + "&teamId=" + team).status()).isEqualTo(200);
    }

    @Test
    void doesNotMeetOtherIntegrations() {
      installation.get("/caller?slug=site-only&siteId=" + site).refused(404, "not_found");
      installation.get("/caller?slug=site-only").refused(404, "not_found");
      installation.get("/caller?slug=private-one").refused(404, "not_found");
      assertThat(installation.get("/caller?slug=cool-integration").status()).isEqualTo(200);
    }
  }
}
