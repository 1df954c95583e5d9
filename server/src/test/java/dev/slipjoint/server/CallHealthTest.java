package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an integration that keeps failing, and what its owners see of it. */
class CallHealthTest {
  private static final String HEALTH = "/integrations/cool-integration/health";

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme().with("dispatch.allow-private", "127.0.0.1").with("lifecycle.wait", "5s");

  private static final ScriptedIntegration integration = SERVER.hosting("cool-integration");

  private String path;

  @BeforeEach
  void begin() {
    integration.forget();
    SERVER.asOwner().post(HEALTH + "/reset");
    path = SERVER.enabled(Kind.SITE, "{}");
  }

  private Reply call() {
    return SERVER.asOwner().get(path + "/handlers/cool-function");
  }

  private void open() {
    integration.answers(500, "{}");
    for (int i = 0; i < 100; i++) {
      assertThat(call().status()).isEqualTo(500);
    }
  }

  private static JsonObject health() {
    return SERVER.asOwner().get(HEALTH).object();
  }

  @Test
  void oneThatKeepsFailingIsNotCalledForAWhileUntilItIsReset() {
    open();
    Reply refused = call().refused(503, "integration_suspended");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(100, 120);
    assertThat(integration.calls()).hasSize(100);

    assertThat(health().string("state")).isEqualTo("open");
    assertThat(health().string("mode")).isEqualTo("on");
    assertThat(health().string("openUntil")).isGreaterThan(health().string("since"));
    Reply doctor = SERVER.asViewer().get(path + "/doctor");
    assertThat(doctor.string("breaker")).isEqualTo("open");
    assertThat(doctor.text()).contains("\"code\":\"breaker_open\"");

    assertThat(SERVER.asOwner().post(HEALTH + "/reset").status()).isEqualTo(204);
    integration.answers(200, "{}");
    assertThat(call().status()).isEqualTo(200);
    assertThat(health().string("state")).isEqualTo("closed");
    assertThat(SERVER.store().<List<JournalEntry>>read(tx -> tx.journal().latest(Acme.TEAM, 1)))
        .first()
        .satisfies(it -> assertThat(it.action()).isEqualTo("integration.breaker reset"));
  }

  @Test
  void whileItIsOpenForceDisablesAllTheSame() {
    open();
    Reply disabled = SERVER.asOwner().post(path + "/disable", "{\"force\":true}");
    assertThat(disabled.string("state")).isEqualTo("disabled");
    assertThat(integration.calls()).hasSize(100);
  }

  @Test
  void itsOwnersAreToldWhyCallsFail() {
    integration.answers(503, "{}");
    call();

    JsonObject health = health();
    assertThat(health.string("state")).isEqualTo("closed");
    JsonObject window = (JsonObject) health.find("window").orElseThrow();
    assertThat(window.find("seconds")).contains(JsonNumber.of(300));
    assertThat(window.find("failures")).contains(JsonNumber.of(1));
    JsonArray failures = (JsonArray) health.find("failures").orElseThrow();
    JsonObject failure = (JsonObject) failures.elements().getFirst();
    assertThat(failure.string("handler")).isEqualTo("cool-function");
    assertThat(failure.string("callId")).startsWith("call_");
    assertThat(failure.string("why")).contains("503");
  }

  @Test
  void membersOfTheOwningTeamLookAndNobodyElse() {
    assertThat(SERVER.asViewer().get(HEALTH).status()).isEqualTo(200);
    SERVER.asNobody().get(HEALTH).refused(401, "unauthorized");
    SERVER.as("a-token-that-nobody-has-0123").get(HEALTH).refused(401, "unauthorized");
    SERVER.asStranger().get(HEALTH).refused(404, "not_found");
    SERVER.as(token()).get(HEALTH).refused(403, "wrong_token_type");
    for (String unknown : List.of("not-there-at-all", "NOT", "private-one")) {
      SERVER.asOwner().get("/integrations/" + unknown + "/health").refused(404, "not_found");
    }
    assertThat(SERVER.asStranger().get("/integrations/private-one/health").status()).isEqualTo(200);
  }

  @Test
  void whatIsHiddenLooksLikeWhatIsNotThere() {
    Reply hidden = SERVER.asStranger().get(HEALTH);
    Reply missing = SERVER.asStranger().get("/integrations/not-there-at-all/health");
    assertThat(hidden.withoutItsOwn("cool-integration"))
        .isEqualTo(missing.withoutItsOwn("not-there-at-all"));
  }

  @Test
  void ownersAndDevelopersOfTheOwningTeamResetAndNobodyElse() {
    String reset = HEALTH + "/reset";
    assertThat(SERVER.asOwner().post(reset).status()).isEqualTo(204);
    assertThat(SERVER.asDeveloper().post(reset).status()).isEqualTo(204);
    SERVER.asViewer().post(reset).refused(403, "insufficient_role");
    SERVER.asNobody().post(reset).refused(401, "unauthorized");
    SERVER.asStranger().post(reset).refused(404, "not_found");
    SERVER.as(token()).post(reset).refused(403, "wrong_token_type");
    SERVER.asOwner().post("/integrations/not-there-at-all/health/reset").refused(404, "not_found");
  }

  private static String token() {
    return SERVER.asOwner().post(SERVER.fresh(Kind.SITE) + "/cool-integration").token();
  }
}
