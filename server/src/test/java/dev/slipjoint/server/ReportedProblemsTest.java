package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What integrations report about their installations. */
class ReportedProblemsTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme().with("dispatch.allow-private", "127.0.0.1").with("lifecycle.wait", "5s");

  private static final ScriptedIntegration integration = SERVER.hosting("cool-integration");

  private String path;
  private Asker itself;

  @BeforeEach
  void enable() {
    integration.forget();
    on(Kind.SITE);
  }

  private void on(Kind kind) {
    path = SERVER.fresh(kind) + "/cool-integration";
    itself = SERVER.as(SERVER.asOwner().post(path).token());
  }

  private static String body(String key, String message) {
    return "{\"key\":\"%s\",\"message\":\"%s\"}".formatted(key, message);
  }

  private void report(String key) {
    Reply reported = itself.post(path + "/problems", body(key, "The quota is used up."));
    assertThat(reported.status()).as(reported.text()).isEqualTo(204);
  }

  private List<JsonObject> listed() {
    Reply reply = SERVER.asViewer().get(path + "/problems");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return ((JsonArray) reply.json()).elements().stream().map(it -> (JsonObject) it).toList();
  }

  private List<String> keys() {
    return listed().stream().map(it -> it.string("key")).toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatAnInstallationReportsItsPeopleSee(Kind kind) {
    on(kind);
    Reply reported =
        itself.post(
            path + "/problems",
            "{\"key\":\"no-quota\",\"message\":\"The quota is used up.\",\"critical\":true}");

    assertThat(reported.status()).isEqualTo(204);
    assertThat(reported.text()).isEmpty();
    String now = SERVER.clock().instant().toString();
    assertThat(SERVER.asViewer().get(path + "/problems").text())
        .isEqualTo(
            ("[{\"key\":\"no-quota\",\"message\":\"The quota is used up.\",\"critical\":true,"
                    + "\"count\":1,\"firstAt\":\"%s\",\"lastAt\":\"%s\"}]")
                .formatted(now, now));
  }

  @Test
  void theSameOneWithinAnHourCountsUpAndLaterStartsAnew() {
    report("no-quota");
    SERVER.clock().goesOn(Duration.ofMinutes(60).minusMillis(1));
    report("no-quota");
    SERVER.clock().goesOn(Duration.ofMinutes(60).minusMillis(1));
    itself.post(path + "/problems", body("no-quota", "Still."));

    assertThat(listed()).hasSize(1);
    assertThat(listed().getFirst().find("count")).contains(JsonNumber.of(3));
    assertThat(listed().getFirst().string("message")).isEqualTo("Still.");

    SERVER.clock().goesOn(Duration.ofMinutes(60));
    report("no-quota");
    assertThat(listed().getFirst().find("count")).contains(JsonNumber.of(1));
    assertThat(listed().getFirst().string("firstAt"))
        .isEqualTo(SERVER.clock().instant().toString());
  }

  @Test
  void ofMoreThanAHundredTheOldestGoesAndACriticalOneLast() {
    itself.post(
        path + "/problems",
        "{\"key\":\"key-critical\",\"message\":\"It is down.\",\"critical\":true}");
    for (int i = 0; i < 99; i++) {
      SERVER.clock().goesOn(Duration.ofSeconds(1));
      report("key-%02d".formatted(i));
    }
    assertThat(keys()).hasSize(100).contains("key-critical", "key-00");

    SERVER.clock().goesOn(Duration.ofSeconds(1));
    report("key-00"); // is there, so pushes nobody out
    report("key-one-more");
    assertThat(keys())
        .hasSize(100)
        .startsWith("key-00", "key-one-more")
        .contains("key-critical")
        .doesNotContain("key-01");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 128})
  void aKeyHasThreeToAHundredAndTwentyEightCharacters(int length) {
    report("k".repeat(length));
    assertThat(keys()).containsExactly("k".repeat(length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "a b", "a/b", "a%2fb", "häh", "a:b"})
  void anyOtherKeyIsRefused(String key) {
    itself.post(path + "/problems", body(key, "Full.")).refused(400, "wrong_type");
    itself.post(path + "/problems", body("k".repeat(129), "Full.")).refused(400, "wrong_type");
  }

  @Test
  void aMessageHasAtMostTwoThousandAndFortyEightCharacters() {
    assertThat(itself.post(path + "/problems", body("long", "m".repeat(2048))).status())
        .isEqualTo(204);
    Reply refused = itself.post(path + "/problems", body("long", "m".repeat(2049)));
    assertThat(refused.refused(413, "too_large").string("pointer")).isEqualTo("/message");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                       | wrong_type",
        "{\"key\":\"abc\"}                        | wrong_type",
        "{\"message\":\"m\"}                      | wrong_type",
        "{\"key\":1,\"message\":\"m\"}            | wrong_type",
        "{\"key\":\"abc\",\"message\":\" \\t\"}   | wrong_type",
        "{\"key\":\"abc\",\"message\":\"m\",\"critical\":1} | wrong_type",
        "[]                                       | wrong_type",
        "{                                        | invalid_json"
      })
  void whatIsNoReportIsRefused(String body, String code) {
    itself.post(path + "/problems", body).refused(400, code);
    assertThat(keys()).isEmpty();
  }

  @Test
  void aMessageIsKeptOnOneLineAndInOneDirection() {
    itself.post(path + "/problems", body("abc", "a\\r\\nb\\u0007\\u202ec"));
    assertThat(listed().getFirst().string("message")).isEqualTo("a  b  c");
  }

  @Test
  void aCallOfTheInstallationMayReport() {
    integration.answers(
        call -> {
          Reply reported = SERVER.as(call.token()).post(path + "/problems", body("abc", "Full."));
          return ScriptedIntegration.Script.of(reported.status() == 204 ? 200 : 500, "{}");
        });
    assertThat(SERVER.asViewer().get(path + "/handlers/cool-function").status()).isEqualTo(200);
    assertThat(keys()).containsExactly("abc");
  }

  @Test
  void nobodyElseMayReport() {
    String other = path.replace("cool-integration", "site-only");
    String otherToken = SERVER.asOwner().post(other).token();
    String problems = path + "/problems";
    String body = body("abc", "Full.");

    SERVER.asNobody().post(problems, body).refused(401, "unauthorized");
    SERVER.asOwner().post(problems, body).refused(403, "wrong_token_type");
    SERVER.asViewer().post(problems, body).refused(403, "wrong_token_type");
    SERVER.asStranger().post(problems, body).refused(404, "not_found");
    SERVER.as(otherToken).post(problems, body).refused(404, "not_found");
    assertThat(keys()).isEmpty();
  }

  @Test
  void aTeamsInstallationDoesNotReportAboutASites() {
    String onTeam = "/team/team-acme/integrations/cool-integration";
    SERVER.asOwner().delete(onTeam);
    String teams = SERVER.asOwner().post(onTeam).token();
    SERVER
        .as(teams)
        .post(path + "/problems", body("abc", "Full."))
        .refused(403, "wrong_token_type");
    assertThat(SERVER.as(teams).post(onTeam + "/problems", body("abc", "Full.")).status())
        .isEqualTo(204);
    SERVER.asOwner().delete(onTeam);
  }

  @Test
  void whoseUserMayOnlyReadStillReportsAndDismissesNothing() {
    report("abc");
    SERVER.behindTheRules(tx -> tx.teams().put(new Member(Acme.TEAM, Acme.OWNER, Role.VIEWER)));
    try {
      report("def");
      itself.delete(path + "/problems/abc").refused(403, "insufficient_scope");
    } finally {
      SERVER.behindTheRules(tx -> tx.teams().put(new Member(Acme.TEAM, Acme.OWNER, Role.OWNER)));
    }
  }

  @Test
  void whoMayReadListsAndNobodyElse() {
    report("abc");
    assertThat(itself.get(path + "/problems").status()).isEqualTo(200);
    assertThat(SERVER.asDeveloper().get(path + "/problems").status()).isEqualTo(200);
    SERVER.asNobody().get(path + "/problems").refused(401, "unauthorized");
    SERVER.asStranger().get(path + "/problems").refused(404, "not_found");
    String other = SERVER.asOwner().post(path.replace("cool-integration", "site-only")).token();
    SERVER.as(other).get(path + "/problems").refused(404, "not_found");
  }

  @Test
  void whoMayChangeDismissesAndThenItIsGone() {
    List.of("abc", "def", "ghi").forEach(this::report);
    SERVER.asNobody().delete(path + "/problems/abc").refused(401, "unauthorized");
    SERVER.asViewer().delete(path + "/problems/abc").refused(403, "insufficient_role");
    SERVER.asStranger().delete(path + "/problems/abc").refused(404, "not_found");

    assertThat(SERVER.asOwner().delete(path + "/problems/abc").status()).isEqualTo(204);
    assertThat(SERVER.asDeveloper().delete(path + "/problems/def").status()).isEqualTo(204);
    assertThat(itself.delete(path + "/problems/ghi").status()).isEqualTo(204);
    SERVER.asOwner().delete(path + "/problems/abc").refused(404, "not_found");
    SERVER.asOwner().delete(path + "/problems/~").refused(404, "not_found");
    assertThat(keys()).isEmpty();
  }

  @Test
  void whatIsDismissedStartsAnew() {
    report("abc");
    report("abc");
    SERVER.asOwner().delete(path + "/problems/abc");
    report("abc");
    assertThat(listed().getFirst().find("count")).contains(JsonNumber.of(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "disable", "force"})
  void problemsGoWithTheInstallation(String way) {
    report("abc");
    switch (way) {
      case "delete" -> SERVER.asOwner().delete(path);
      case "disable" -> SERVER.asOwner().post(path + "/disable");
      default -> SERVER.asOwner().post(path + "/disable", "{\"force\":true}");
    }
    SERVER.asOwner().get(path + "/problems").refused(404, "not_enabled");
    itself.post(path + "/problems", body("abc", "Full.")).refused(401, "unauthorized");
    SERVER.asOwner().post(path).token();
    assertThat(keys()).isEmpty();
  }

  @Test
  void whereItIsNotEnabledThereIsNothingToSee() {
    String elsewhere = SERVER.fresh(Kind.SITE);
    for (String slug : List.of("cool-integration", "not-there", "A")) {
      String code = slug.equals("cool-integration") ? "not_enabled" : "not_found";
      SERVER.asOwner().get(elsewhere + "/" + slug + "/problems").refused(404, code);
      SERVER.asOwner().delete(elsewhere + "/" + slug + "/problems/abc").refused(404, code);
    }
  }
}
