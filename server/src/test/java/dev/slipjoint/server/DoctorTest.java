package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.platform.installation.doctor.Advice;
import dev.slipjoint.platform.installation.doctor.Orphans;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Switches;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the doctor finds, and what it says to do. */
class DoctorTest {
  private static final String OPERATION = "op_0123456789abcdefghijklmn";

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme()
          .with("dispatch.allow-private", "127.0.0.1")
          .with("lifecycle.wait", "3s")
          .with("lifecycle.pause", "1s");

  private static final ScriptedIntegration integration = SERVER.hosting("cool-integration");
  private static Integration registered;

  private String path;
  private InstallationKey key;

  @BeforeAll
  static void rememberRegistration() {
    registered =
        SERVER.store().<Integration>read(tx -> tx.integrations().find(Acme.COOL).orElseThrow());
  }

  @BeforeEach
  void begin() {
    integration.forget();
    String site = SERVER.freshSite();
    path = "/site/" + site + "/integrations/cool-integration";
    key = new InstallationKey(Acme.TEAM, Target.site(site), new Slug("cool-integration"));
  }

  @AfterEach
  void mend() {
    store(tx -> tx.integrations().put(registered));
    store(tx -> tx.teams().put(new Member(Acme.TEAM, Acme.OWNER, Role.OWNER)));
  }

  private String enable() {
    return SERVER
        .asOwner()
        .post(path, "{\"config\":{\"planted\":\"a-value-of-a-context\"}}")
        .token();
  }

  private JsonObject examined() {
    Reply reply = SERVER.asViewer().get(path + "/doctor");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.object();
  }

  private List<JsonObject> advice() {
    return ((JsonArray) examined().find("advice").orElseThrow())
        .elements().stream().map(it -> (JsonObject) it).toList();
  }

  private List<String> codes() {
    return advice().stream().map(it -> it.string("code")).toList();
  }

  private List<String> orphans() {
    return SERVER.store().<List<Advice>>read(tx -> Orphans.of(tx, key)).stream()
        .map(it -> it.code().wireName())
        .toList();
  }

  private static void store(Consumer<Transaction> work) {
    SERVER.behindTheRules(work);
  }

  private void change(UnaryOperator<Installation> change) {
    store(tx -> tx.installations().replace(change.apply(there(tx))));
  }

  private Installation there(Transaction tx) {
    return tx.installations().find(key).orElseThrow();
  }

  private static void register(
      Level level, Optional<URI> url, Visibility visibility, TeamId team, boolean secret) {
    store(
        tx -> {
          Integration it = tx.integrations().find(new Slug("cool-integration")).orElseThrow();
          tx.integrations()
              .put(
                  new Integration(
                      it.slug(),
                      team,
                      it.name(),
                      it.description(),
                      level,
                      it.scopes(),
                      url,
                      it.secret().filter(there -> secret),
                      Optional.empty(),
                      visibility,
                      it.buildEventHandlers(),
                      it.connector()));
        });
  }

  @Test
  void whatIsWellNeedsNothing() {
    enable();
    JsonObject found = examined();

    assertThat(found.string("state")).isEqualTo("enabled");
    assertThat(found.string("enabledBy")).isEqualTo("owner");
    assertThat(found.string("enablersRole")).isEqualTo("owner");
    assertThat(found.string("revision")).endsWith(".1");
    assertThat(found.find("registration").orElseThrow())
        .hasToString(
            "{\"known\":true,\"visible\":true,\"host\":true,\"secret\":true,\"levelFits\":true}");
    assertThat(found.string("breaker")).isEqualTo("closed");
    assertThat(found.find("problems").orElseThrow()).hasToString("{\"count\":0,\"critical\":0}");
    assertThat(found.find("webhooks").orElseThrow()).hasToString("{}");
    assertThat(found.find("operation")).isEmpty();
    assertThat(advice()).isEmpty();
    assertThat(orphans()).isEmpty();
  }

  @Test
  void tokensAreCountedWithTheirAgesAndNothingThatTellsThem() {
    String token = enable();
    SERVER.clock().goesOn(Duration.ofSeconds(90));

    JsonObject found = examined();
    JsonArray tokens = (JsonArray) found.find("tokens").orElseThrow();
    assertThat(tokens.elements()).hasSize(1);
    JsonObject only = (JsonObject) tokens.elements().getFirst();
    assertThat(only.find("ageSeconds")).contains(JsonNumber.of(90));
    assertThat(only.find("good")).contains(JsonLiteral.TRUE);
    assertThat(found.toString())
        .doesNotContain(token, Rules.hash(token).hex(), "planted", "a-value-of-a-context")
        .doesNotContain(Acme.COOL_SECRET);
  }

  @ParameterizedTest
  @EnumSource
  void membersAskAndNobodyElse(Kind kind) {
    path = SERVER.enabled(kind, "{}");
    String token = SERVER.asOwner().post(SERVER.fresh(Kind.SITE) + "/site-only").token();
    for (Asker member : List.of(SERVER.asOwner(), SERVER.asDeveloper(), SERVER.asViewer())) {
      assertThat(member.get(path + "/doctor").status()).isEqualTo(200);
    }
    SERVER.asNobody().get(path + "/doctor").refused(401, "unauthorized");
    SERVER.asStranger().get(path + "/doctor").refused(404, "not_found");
    SERVER.as(token).get(path + "/doctor").refused(404, "not_found");
    SERVER.asOwner().delete(path);
    String own = SERVER.asOwner().post(path).token();
    SERVER.as(own).get(path + "/doctor").refused(403, "wrong_token_type");
  }

  @Test
  void whatTheTeamCannotSeeIsNotFound() {
    for (String slug : List.of("not-there", "private-one", "NOT")) {
      SERVER
          .asOwner()
          .get(path.replace("cool-integration", slug) + "/doctor")
          .refused(404, "not_found");
    }
  }

  @Test
  void whatIsNotEnabledIsSaidToBeSo() {
    assertThat(examined().string("state")).isEqualTo("disabled");
    assertThat(examined().find("enabledBy")).isEmpty();
    assertThat(advice()).isEmpty();
  }

  @Test
  void onlyTheIntegrationsOwnersSeeWhyCallsFail() {
    enable();
    integration.answers(503, "{}");
    SERVER.asOwner().get(path + "/handlers/cool-function");
    assertThat(examined().find("failures").orElseThrow().toString()).contains("503");

    store(tx -> tx.teams().put(Acme.site("site-of-other", Acme.OTHER)));
    Reply others =
        SERVER.asStranger().get("/site/site-of-other/integrations/cool-integration/doctor");
    assertThat(others.string("breaker")).isEqualTo("closed");
    assertThat(others.object().find("failures")).isEmpty();
    assertThat(others.text()).doesNotContain("503");
  }

  @Nested
  class Registration {

    @Test
    void oneThatHasBecomePrivateElsewhere() {
      enable();
      register(Level.SITE, Optional.of(integration.url()), Visibility.PRIVATE, Acme.OTHER, true);
      assertThat(codes()).containsExactly("integration_hidden");
    }

    @Test
    void oneThatIsForAnotherLevelByNow() {
      enable();
      register(Level.TEAM, Optional.of(integration.url()), Visibility.PUBLIC, Acme.TEAM, true);
      assertThat(codes()).containsExactly("wrong_level");
    }

    @Test
    void oneThatRunsNowhere() {
      enable();
      register(Level.SITE, Optional.empty(), Visibility.PUBLIC, Acme.TEAM, true);
      assertThat(codes()).containsExactly("no_host");
      assertThat(advice().getFirst().find("needsAction")).contains(JsonLiteral.FALSE);
    }

    @Test
    void oneWhoseCallsAreNotSigned() {
      enable();
      register(Level.SITE, Optional.of(integration.url()), Visibility.PUBLIC, Acme.TEAM, false);
      assertThat(codes()).containsExactly("no_secret");
    }

    @Test
    void oneThatIsGone() {
      key = new InstallationKey(Acme.TEAM, key.target(), new Slug("gone"));
      store(
          tx ->
              tx.installations()
                  .add(
                      new Installation(
                          key,
                          1,
                          1,
                          InstallationState.ENABLED,
                          Rules.context("{}"),
                          Switches.OFF,
                          Acme.OWNER,
                          tx.now(),
                          tx.now())));
      path = path.replace("cool-integration", "gone");
      assertThat(codes()).containsExactly("integration_gone", "no_token");
    }
  }

  @Nested
  class TheOneWhoEnabledIt {

    @Test
    void mayOnlyReadByNow() {
      enable();
      store(tx -> tx.teams().put(new Member(Acme.TEAM, Acme.OWNER, Role.VIEWER)));
      assertThat(codes()).containsExactly("enabler_may_only_read");
    }

    @Test
    void isNotInTheTeamAnyMore() {
      enable();
      change(
          it ->
              new Installation(
                  it.key(),
                  it.generation(),
                  it.revision(),
                  it.state(),
                  it.context(),
                  it.switches(),
                  Acme.STRANGER,
                  it.enabledAt(),
                  it.changedAt()));
      assertThat(codes()).containsExactly("enabler_gone");
      assertThat(examined().find("enablersRole")).isEmpty();
    }
  }

  @Nested
  class LastOperations {

    @ParameterizedTest
    @CsvSource({
      "422, '{\"result\":\"reject\",\"reason\":\"No seats left\"}', enabling_failed, No seats left",
      "401, '{\"result\":\"reauth\",\"reason\":\"Log in again\"}', reauth_required, Log in again",
      "500, '{}', enabling_failed, own logic"
    })
    void tellWhyItCouldNotBeEnabled(int status, String body, String code, String words) {
      integration.answers(status, body);
      SERVER.asOwner().post(path + "/enable");

      assertThat(examined().string("state")).isEqualTo("disabled");
      assertThat(codes()).containsExactly(code);
      assertThat(advice().getFirst().string("sentence")).contains(words);
      assertThat(advice().getFirst().find("needsAction")).contains(JsonLiteral.TRUE);
      assertThat(orphans()).isEmpty();
    }

    @Test
    void tellWhyItCouldNotBeDisabled() {
      enable();
      integration.answers(409, "{\"reason\":\"Jobs are running\"}");
      SERVER.asOwner().post(path + "/disable");

      assertThat(examined().string("state")).isEqualTo("enabled");
      assertThat(codes()).containsExactly("disabling_failed");
      assertThat(advice().getFirst().string("sentence")).contains("Jobs are running", "force");
    }

    @Test
    void areForgottenOnceALaterOneWentWell() {
      integration.answers(500, "{}");
      SERVER.asOwner().post(path + "/enable");
      integration.answers(200, "{}");
      SERVER.asOwner().post(path + "/enable");

      assertThat(codes()).containsExactly("no_token");
      assertThat(((JsonArray) examined().find("operations").orElseThrow()).elements()).hasSize(2);
    }

    @Test
    void areFiveAtMost() {
      integration.answers(500, "{}");
      for (int i = 0; i < 6; i++) {
        SERVER.asOwner().post(path + "/enable");
        SERVER.clock().goesOn(Duration.ofSeconds(1));
      }
      assertThat(((JsonArray) examined().find("operations").orElseThrow()).elements()).hasSize(5);
    }

    @Test
    void tellThatItWasDisabledThoughItsBackendWasDead() {
      put(
          installationGone(OperationKind.DISABLE)
              .done(
                  SERVER.clock().instant(),
                  Optional.of(new OperationFailure(OperationFailure.Code.TIMED_OUT, "")),
                  false));
      assertThat(codes()).containsExactly("disabled_unasked");
    }

    @ParameterizedTest
    @CsvSource({"TIMED_OUT, in time", "ABORTED, somebody ended it"})
    void tellTheOtherWaysToFail(OperationFailure.Code code, String words) {
      put(
          installationGone(OperationKind.ENABLE)
              .failed(SERVER.clock().instant(), new OperationFailure(code, "")));
      assertThat(codes()).containsExactly("enabling_failed");
      assertThat(advice().getFirst().string("sentence")).contains(words);
    }

    @Test
    void thatRunAreNoReasonToDoAnything() {
      integration.answers(202, "{}");
      Reply begun = SERVER.asOwner().post(path + "/enable");
      await().until(() -> advice().toString().contains("has accepted"));

      assertThat(examined().string("state")).isEqualTo("enabling");
      assertThat(examined().string("operation")).isEqualTo(begun.string("id"));
      assertThat(codes()).containsExactly("operation_running");
      assertThat(advice().getFirst().find("needsAction")).contains(JsonLiteral.FALSE);
      assertThat(orphans()).isEmpty();
    }
  }

  @Nested
  class ProblemsAndCalls {

    @Test
    void whatTheIntegrationReports() {
      Asker itself = SERVER.as(enable());
      itself.post(path + "/problems", "{\"key\":\"one\",\"message\":\"m\"}");
      assertThat(codes()).containsExactly("problem_reported");
      itself.post(path + "/problems", "{\"key\":\"two\",\"message\":\"m\",\"critical\":true}");
      assertThat(codes()).containsExactly("problem_critical", "problem_reported");
      assertThat(examined().find("problems").orElseThrow())
          .hasToString("{\"count\":2,\"critical\":1}");
    }
  }

  @Test
  void theWebhooksOfTheTeamAreCountedByTheirState() {
    String webhooks = "/team/team-acme/webhooks";
    String hook = "{\"url\":\"" + integration.url() + "\",\"types\":[\"webhook.test\"]}";
    Reply made = SERVER.asOwner().post(webhooks, hook);
    assertThat(made.status()).as(made.text()).isEqualTo(201);

    assertThat(examined().find("webhooks").orElseThrow()).hasToString("{\"active\":1}");

    SERVER.asOwner().delete(webhooks + "/" + made.string("id"));
    assertThat(examined().find("webhooks").orElseThrow()).hasToString("{}");
  }

  /** What never may be: made here past every rule. */
  @Nested
  class WhatNeverMayBe {

    @Test
    void aTokenOfAnotherGeneration() {
      enable();
      change(it -> generation(it, it.generation() + 1));
      assertThat(orphans()).containsExactly("stale_token");
      assertThat(codes()).containsExactly("stale_token", "no_token");
    }

    @Test
    void aTokenOfNoInstallation() {
      store(
          tx ->
              tx.tokens()
                  .add(
                      new Token(
                          Rules.hash("left over " + key.target().value()),
                          "",
                          new Grant.ForInstallation(key, 1, Acme.OWNER),
                          tx.now(),
                          Optional.empty())));
      assertThat(orphans()).containsExactly("stale_token");
    }

    @ParameterizedTest
    @EnumSource(names = {"ENABLING", "DISABLING"})
    void aStateThatNoOperationBringsToAnEnd(InstallationState state) {
      enable();
      change(it -> it.in(state));
      assertThat(orphans()).containsExactly("operation_missing");
      assertThat(codes()).contains("operation_missing");
    }

    @Test
    void anOperationThatNothingDrivesOn() {
      enable();
      change(it -> it.in(InstallationState.DISABLING));
      put(running(OperationKind.DISABLE));
      assertThat(orphans()).containsExactly("task_missing");
    }

    @Test
    void anOperationWithoutItsInstallation() {
      put(installationGone(OperationKind.ENABLE));
      store(tx -> tx.tasks().put(task(), tx.now().plusSeconds(3600)));
      assertThat(orphans()).containsExactly("operation_astray");
    }

    @Test
    void anOperationOnWhatIsSettled() {
      enable();
      put(running(OperationKind.DISABLE));
      store(tx -> tx.tasks().put(task(), tx.now().plusSeconds(3600)));
      assertThat(orphans()).containsExactly("operation_astray");
    }

    @Test
    void aTaskOfAnOperationThatIsOver() {
      enable();
      put(running(OperationKind.ENABLE).done(SERVER.clock().instant(), Optional.empty(), false));
      store(tx -> tx.tasks().put(task(), tx.now().plusSeconds(3600)));
      assertThat(orphans()).containsExactly("task_left_over");
    }

    @Test
    void anInstallationThatAnOperationHasUnmade() {
      enable();
      put(running(OperationKind.DISABLE).done(SERVER.clock().instant(), Optional.empty(), false));
      assertThat(orphans()).containsExactly("outcome_differs");
    }

    @Test
    void problemsOfNoInstallation() {
      SERVER.as(enable()).post(path + "/problems", "{\"key\":\"one\",\"message\":\"m\"}");
      store(tx -> tx.tokens().removeAllOf(key));
      store(tx -> tx.installations().remove(key));
      assertThat(orphans()).containsExactly("problem_left_over");
    }
  }

  private TaskKey task() {
    return new TaskKey(Acme.TEAM, TaskKind.OPERATION, OPERATION.substring(0, 17) + suffix());
  }

  /** Tells the operations of the tests apart. */
  private String suffix() {
    return "%010d".formatted(Integer.parseInt(key.target().value().replaceAll("\\D", "")));
  }

  private static Installation generation(Installation it, long generation) {
    return new Installation(
        it.key(),
        generation,
        it.revision(),
        it.state(),
        it.context(),
        it.switches(),
        it.enabledBy(),
        it.enabledAt(),
        it.changedAt());
  }

  private Operation running(OperationKind kind) {
    return begun(kind, SERVER.store().<Installation>read(this::there));
  }

  private Operation installationGone(OperationKind kind) {
    enable();
    Operation begun = running(kind);
    SERVER.asOwner().delete(path);
    return begun;
  }

  private Operation begun(OperationKind kind, Installation on) {
    Operation it =
        Operation.begun(
            kind,
            on,
            Acme.OWNER,
            SERVER.clock().instant(),
            SERVER.clock().instant().plusSeconds(7200));
    return new Operation(
        new OperationId(task().subject()),
        it.installation(),
        it.generation(),
        it.kind(),
        it.phase(),
        it.startedBy(),
        it.startedAt(),
        it.deadline(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static void put(Operation operation) {
    store(tx -> tx.operations().put(operation));
  }
}
