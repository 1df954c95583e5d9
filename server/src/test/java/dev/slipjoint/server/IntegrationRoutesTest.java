package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonLiteral;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationRoutesTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  @Nested
  class Enabling {

    @ParameterizedTest
    @EnumSource
    void answersWithATokenAndKeepsTheContext(Kind kind) {
      String path = server.fresh(kind) + "/cool-integration";

      Reply enabled = server.asOwner().post(path, "{\"config\":{\"custom_field\":\"value\"}}");

      assertThat(enabled.status()).isEqualTo(201);
      assertThat(enabled.header("Content-Type")).isEqualTo("application/json");
      assertThat(enabled.object().members()).containsOnlyKeys("token");
      assertThat(enabled.token()).matches("slipi_[0-9A-Za-z]{38}");
      assertThat(server.asOwner().get(path).config()).hasToString("{\"custom_field\":\"value\"}");
    }

    @ParameterizedTest
    @EnumSource
    void isADevelopersRightToo(Kind kind) {
      assertThat(server.asDeveloper().post(server.fresh(kind) + "/cool-integration", "{}").status())
          .isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource
    void withoutABodyBeginsWithAnEmptyContext(Kind kind) {
      String path = server.fresh(kind) + "/cool-integration";

      assertThat(server.asOwner().post(path).status()).isEqualTo(201);

      assertThat(server.asOwner().get(path).config()).hasToString("{}");
    }

    @ParameterizedTest
    @EnumSource
    void withoutConfigBeginsWithAnEmptyContext(Kind kind) {
      String path = server.fresh(kind) + "/cool-integration";

      assertThat(server.asOwner().post(path, "{\"token\":\"x\"}").status()).isEqualTo(201);

      assertThat(server.asOwner().get(path).config()).hasToString("{}");
    }

    @ParameterizedTest
    @EnumSource
    void ignoresSwitchesAndWhateverElseIsInTheBody(Kind kind) {
      String path = server.fresh(kind) + "/cool-integration";

      server
          .asOwner()
          .post(
              path,
              """
              {"config":{},"has_build_hook_enabled":true,"has_connectors_enabled":true,
               "team_id":"team-other","owner":"stranger","version":7,"scopes":"all"}\
              """)
          .token();

      Reply read = server.asOwner().get(path);
      assertThat(read.object().find("has_build_hook_enabled")).contains(JsonLiteral.FALSE);
      assertThat(read.text()).doesNotContain("true");
    }

    @ParameterizedTest
    @EnumSource
    void twiceIsRefusedAndLeavesTheContextAlone(Kind kind) {
      String path = server.enabled(kind, "{\"first\":1}");

      server.asOwner().post(path, "{\"config\":{\"second\":2}}").refused(409, "already_enabled");

      assertThat(server.asOwner().get(path).config()).hasToString("{\"first\":1}");
    }

    @ParameterizedTest
    @CsvSource({
      "SITE, no-such-one",
      "TEAM, no-such-one",
      "SITE, private-one",
      "TEAM, private-one",
      "SITE, safe",
      "SITE, Upper-Case",
      "TEAM, with_underscore",
      "SITE, with.dot",
      "SITE, ~",
    })
    void whatIsNotThereForThisTeamIsRefusedAsNetlifyDoes(Kind kind, String slug) {
      Reply refused =
          server
              .asOwner()
              .post(server.fresh(kind) + "/" + slug, "{}")
              .refused(401, "invalid_integration_slug");

      assertThat(refused.string("msg"))
          .isEqualTo("There is no integration " + slug + " that could be enabled here.");
    }

    @Test
    void aTeamsOwnPrivateIntegrationWorks() {
      assertThat(server.asStranger().post("/site/site-other/integrations/private-one").status())
          .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"TEAM, site-only, site", "SITE, team-only, team"})
    void onTheWrongKindOfTargetIsRefused(Kind kind, String slug, String level) {
      Reply refused =
          server.asOwner().post(server.fresh(kind) + "/" + slug, "{}").refused(422, "wrong_level");

      assertThat(refused.string("level")).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"SITE, site-only", "TEAM, team-only"})
    void onTheRightKindOfTargetWorks(Kind kind, String slug) {
      assertThat(server.asOwner().post(server.fresh(kind) + "/" + slug, "{}").status())
          .isEqualTo(201);
    }

    @Test
    void aSiteDoesNotNeedItsTeam() {
      String team = server.freshTeam();
      String site = "site-of-" + team;
      server.behindTheRules(tx -> tx.teams().put(Acme.site(site, new TeamId(team))));

      server.asOwner().post("/site/" + site + "/integrations/cool-integration").token();

      server
          .asOwner()
          .get("/team/" + team + "/integrations/cool-integration")
          .refused(404, "not_enabled");
    }

    @ParameterizedTest
    @EnumSource
    void againAfterDisablingStartsAfresh(Kind kind) {
      String path = server.enabled(kind, "{\"first\":1}");
      server.asOwner().put(path, "{\"has_build_hook_enabled\":true}");
      server.asOwner().delete(path);

      server.asOwner().post(path).token();

      assertThat(server.asOwner().get(path).config()).hasToString("{}");
      assertThat(server.asOwner().get(path).object().find("has_build_hook_enabled"))
          .contains(JsonLiteral.FALSE);
    }
  }

  @Nested
  class Reading {

    @Test
    void aSiteGivesItsContextTheSwitchAndTheContextsMembersBeside() {
      String path = server.enabled(Kind.SITE, "{\"custom_field\":\"value\",\"n\":[1,{}]}");

      Reply read = server.asViewer().get(path);

      assertThat(read.status()).isEqualTo(200);
      assertThat(read.header("Content-Type")).isEqualTo("application/json");
      assertThat(read.text())
          .isEqualTo(
              "{\"config\":{\"custom_field\":\"value\",\"n\":[1,{}]},"
                  + "\"has_build_hook_enabled\":false,\"custom_field\":\"value\",\"n\":[1,{}]}");
    }

    @Test
    void aTeamHasItsConnectorsToo() {
      String path = server.enabled(Kind.TEAM, "{}");

      assertThat(server.asViewer().get(path).text())
          .isEqualTo(
              "{\"config\":{},\"has_build_hook_enabled\":false,\"has_connectors_enabled\":false}");
    }

    @Test
    void noMemberOfAContextHidesOneOfTheEnvelope() {
      String context =
          "{\"config\":1,\"has_build_hook_enabled\":2,\"has_connectors_enabled\":3,\"mine\":4}";
      String path = server.enabled(Kind.SITE, context);

      assertThat(server.asViewer().get(path).text())
          .isEqualTo("{\"config\":" + context + ",\"has_build_hook_enabled\":false,\"mine\":4}");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotEnabledIsNotFound(Kind kind) {
      String base = server.fresh(kind);

      server.asOwner().get(base + "/cool-integration").refused(404, "not_enabled");
      server.asOwner().get(base + "/no-such-one").refused(404, "not_found");
      server.asOwner().get(base + "/private-one").refused(404, "not_found");
      server.asOwner().get(base + "/Upper").refused(404, "not_found");
    }

    @Test
    void siteAndTeamKeepContextsApart() {
      server.asOwner().post("/site/site-www/integrations/cool-integration", config("{\"on\":1}"));
      server.asOwner().post("/team/team-acme/integrations/cool-integration", config("{\"on\":2}"));

      assertThat(server.asOwner().get("/site/site-www/integrations/cool-integration").config())
          .hasToString("{\"on\":1}");
      assertThat(server.asOwner().get("/team/team-acme/integrations/cool-integration").config())
          .hasToString("{\"on\":2}");
    }
  }

  @Nested
  class Updating {

    @ParameterizedTest
    @EnumSource
    void aContextReplacesItAsAWholeAndLeavesTheSwitches(Kind kind) {
      String path = server.enabled(kind, "{\"old\":1,\"kept\":2}");
      server.asOwner().put(path, "{\"has_build_hook_enabled\":true}");

      Reply updated = server.asDeveloper().put(path, config("{\"new\":3}"));

      assertThat(updated.status()).isEqualTo(204);
      assertThat(updated.text()).isEmpty();
      assertThat(server.asOwner().get(path).text())
          .startsWith("{\"config\":{\"new\":3},\"has_build_hook_enabled\":true");
    }

    @ParameterizedTest
    @EnumSource
    void aSwitchLeavesTheContext(Kind kind) {
      String path = server.enabled(kind, "{\"kept\":1}");

      assertThat(server.asOwner().put(path, "{\"has_build_hook_enabled\":true}").status())
          .isEqualTo(204);
      assertThat(server.asOwner().get(path).text())
          .startsWith("{\"config\":{\"kept\":1},\"has_build_hook_enabled\":true");

      server.asOwner().put(path, "{\"has_build_hook_enabled\":false}");
      assertThat(server.asOwner().get(path).text())
          .startsWith("{\"config\":{\"kept\":1},\"has_build_hook_enabled\":false");
    }

    @ParameterizedTest
    @EnumSource
    void bothAtOnceAreBothDone(Kind kind) {
      String path = server.enabled(kind, "{\"old\":1}");

      server.asOwner().put(path, "{\"has_build_hook_enabled\":true,\"config\":{\"new\":2}}");

      assertThat(server.asOwner().get(path).text())
          .startsWith("{\"config\":{\"new\":2},\"has_build_hook_enabled\":true");
    }

    @Test
    void connectorsAreATeamsSwitch() {
      String path = server.enabled(Kind.TEAM, "{}");

      server.asOwner().put(path, "{\"has_connectors_enabled\":true}");

      assertThat(server.asOwner().get(path).text())
          .isEqualTo(
              "{\"config\":{},\"has_build_hook_enabled\":false,\"has_connectors_enabled\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"token\":\"x\",\"scopes\":\"all\"}"})
    void nothingIsRefused(String body) {
      String path = server.enabled(Kind.SITE, "{\"kept\":1}");

      server.asOwner().send("PUT", path, body).refused(400, "nothing_to_change");

      assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"has_build_hook_enabled\":\"yes\"} | wrong_type        | /has_build_hook_enabled",
          "{\"has_build_hook_enabled\":null}    | wrong_type        | /has_build_hook_enabled",
          "{\"has_connectors_enabled\":1}       | wrong_type        | /has_connectors_enabled",
          "{\"config\":[]}                      | config_not_object | /config",
          "{\"config\":null}                    | config_not_object | /config",
          "{\"config\":\"{}\"}                  | config_not_object | /config",
        })
    void theWrongTypeIsRefusedWithItsPlace(String body, String code, String pointer) {
      String path = server.enabled(Kind.TEAM, "{\"kept\":1}");

      Reply refused = server.asOwner().put(path, body).refused(400, code);

      assertThat(refused.string("pointer")).isEqualTo(pointer);
      assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");
    }

    @Test
    void aWrongMemberSpoilsTheWholeUpdate() {
      String path = server.enabled(Kind.SITE, "{\"kept\":1}");

      server
          .asOwner()
          .put(path, "{\"config\":{\"new\":1},\"has_build_hook_enabled\":0}")
          .refused(400, "wrong_type");

      assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotEnabledIsNotFoundWhateverTheBody(Kind kind) {
      String base = server.fresh(kind);

      server.asOwner().put(base + "/cool-integration", "{").refused(404, "not_enabled");
      server.asOwner().put(base + "/private-one", "{").refused(404, "not_found");
      server.asOwner().put(base + "/no-such-one", "{").refused(404, "not_found");
      server.asOwner().put(base + "/Upper", "{").refused(404, "not_found");
    }
  }

  @Nested
  class Disabling {

    @ParameterizedTest
    @EnumSource
    void forgetsTheContext(Kind kind) {
      String path = server.enabled(kind, "{\"a\":1}");

      Reply disabled = server.asDeveloper().delete(path);

      assertThat(disabled.status()).isEqualTo(204);
      assertThat(disabled.text()).isEmpty();
      server.asOwner().get(path).refused(404, "not_enabled");
      server.asOwner().put(path, "{\"config\":{}}").refused(404, "not_enabled");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotEnabledIsNotFound(Kind kind) {
      String base = server.fresh(kind);

      server.asOwner().delete(base + "/cool-integration").refused(404, "not_enabled");
      server.asOwner().delete(base + "/no-such-one").refused(404, "not_found");
      server.asOwner().delete(base + "/private-one").refused(404, "not_found");
      server.asOwner().delete(base + "/Upper").refused(404, "not_found");
    }

    @Test
    void onOneSiteLeavesTheOthers() {
      String gone = server.enabled(Kind.SITE, "{\"a\":1}");
      String other = server.enabled(Kind.SITE, "{\"b\":2}");

      server.asOwner().delete(gone);

      assertThat(server.asOwner().get(other).config()).hasToString("{\"b\":2}");
    }
  }

  /** A viewer sees, and is refused before anything else is looked at. */
  @Nested
  class AViewer {

    @ParameterizedTest
    @CsvSource({
      "POST, cool-integration",
      "PUT, cool-integration",
      "DELETE, cool-integration",
      "POST, no-such-one",
      "PUT, no-such-one",
      "DELETE, no-such-one",
      "POST, private-one",
      "POST, team-only",
      "POST, Upper_Case",
      "PUT, Upper_Case",
      "DELETE, Upper_Case",
    })
    void mayNotWriteWhatever(String method, String slug) {
      String path = server.fresh(Kind.SITE) + "/" + slug;

      Reply refused =
          server
              .asViewer()
              .send(method, path, method.equals("DELETE") ? "" : "{\"broken")
              .refused(403, "insufficient_role");

      assertThat(refused.string("role")).isEqualTo("viewer");
    }

    @ParameterizedTest
    @EnumSource
    void changesNothing(Kind kind) {
      String path = server.enabled(kind, "{\"kept\":1}");

      server.asViewer().put(path, config("{}")).refused(403, "insufficient_role");
      server.asViewer().delete(path).refused(403, "insufficient_role");
      server.asViewer().post(path, "{}").refused(403, "insufficient_role");

      assertThat(server.asViewer().get(path).config()).hasToString("{\"kept\":1}");
    }
  }

  @Nested
  class Callers {

    @Test
    void mayUseABearerToken() {
      String path = server.enabled(Kind.SITE, "{}");

      for (String scheme : new String[] {"Bearer ", "bearer ", "BEARER  "}) {
        Asker bearer = server.asNobody().with("Authorization", scheme + Acme.VIEWER_TOKEN);
        assertThat(bearer.get(path).status()).as(scheme).isEqualTo(200);
      }
    }

    @Test
    void areNeverReadOffACookieOrTheQuery() {
      String path = server.enabled(Kind.SITE, "{}");

      for (String cookie : new String[] {"_nf-auth", "nf_jwt", "netlify-token", "token"}) {
        server
            .asNobody()
            .with("Cookie", cookie + "=" + Acme.OWNER_TOKEN)
            .get(path)
            .refused(401, "unauthorized");
      }
      server
          .asNobody()
          .get(path + "?token=" + Acme.OWNER_TOKEN + "&access_token=" + Acme.OWNER_TOKEN)
          .refused(401, "unauthorized");
    }

    @Test
    void areNotTakenForOneAnotherIfTheyPresentTwoTokens() {
      String path = server.enabled(Kind.SITE, "{}");

      server
          .asStranger()
          .with("Authorization", "Bearer " + Acme.OWNER_TOKEN)
          .get(path)
          .refused(404, "not_found");
    }
  }

  @Nested
  class Bodies {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/json",
          "text/plain;charset=UTF-8",
          "application/x-www-form-urlencoded",
          "application/xml",
          "application/octet-stream",
          "nonsense"
        })
    void areReadAsJsonWhateverTheirMediaType(String mediaType) {
      String path = server.fresh(Kind.SITE) + "/cool-integration";
      Asker asker = server.asOwner().with("Content-Type", mediaType);

      assertThat(asker.post(path, config("{\"a\":\"é\"}")).status()).isEqualTo(201);
      assertThat(asker.put(path, config("{\"a\":\"ü\"}")).status()).isEqualTo(204);

      assertThat(server.asOwner().get(path).config()).hasToString("{\"a\":\"ü\"}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM"
              + " \"file:///etc/passwd\">]><a>&b;</a>",
          "config: !!javax.script.ScriptEngineManager []",
          "config=%7B%7D",
        })
    void ofOtherLanguagesAreNoJson(String body) {
      server
          .asOwner()
          .with("Content-Type", "application/xml")
          .post(server.fresh(Kind.SITE) + "/cool-integration", body)
          .refused(400, "invalid_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"{}\"", "null", "true"})
    void mustBeObjects(String body) {
      String path = server.fresh(Kind.SITE) + "/cool-integration";

      server.asOwner().post(path, body).refused(400, "wrong_type");

      server.asOwner().get(path).refused(404, "not_enabled");
    }
  }

  private static String config(String context) {
    return "{\"config\":" + context + "}";
  }
}
