package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.server.ScriptedIntegration.Call;
import dev.slipjoint.server.ScriptedIntegration.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Enabling and disabling with the integration's own logic. */
class OperationsTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme()
          .with("dispatch.allow-private", "127.0.0.1")
          .with("dispatch.first-byte", "2s")
          .with("lifecycle.wait", "2s")
          .with("lifecycle.pause", "1s");

  private static final ScriptedIntegration integration = SERVER.hosting("cool-integration");

  private String path;

  @BeforeEach
  void begin() {
    integration.forget();
    path = "/site/" + SERVER.freshSite() + "/integrations/cool-integration";
  }

  private static Reply enable(String path) {
    return SERVER.asOwner().post(path + "/enable", "{\"config\":{\"a\":1.10}}");
  }

  /** What the TypeScript runtime does: asks the platform with the token of the call. */
  private static Reply inner(Call call, String method, String path, String body) {
    return SERVER.as(call.token()).send(method, path, body);
  }

  private static Script ok(Reply reply) {
    return Script.of(reply.status() < 300 ? 200 : 500, "{}");
  }

  private static Reply operation(Reply begun) {
    return SERVER.asOwner().get(begun.header("Location"));
  }

  private static Reply ended(Reply begun) {
    AtomicReference<Reply> last = new AtomicReference<>();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              last.set(operation(begun));
              return last.get().text().contains("endedAt");
            });
    return last.get();
  }

  @Nested
  class Enabling {

    @ParameterizedTest
    @EnumSource
    void asksTheIntegrationAndIsAnsweredWhenItIsEnabled(Kind kind) {
      path = SERVER.fresh(kind) + "/cool-integration";
      integration.answers(call -> ok(inner(call, "POST", path, "{\"config\":{}}")));

      Reply enabled = enable(path);

      assertThat(enabled.status()).as(enabled.text()).isEqualTo(200);
      assertThat(enabled.string("state")).isEqualTo("enabled");
      assertThat(integration.calls()).hasSize(1);
      assertThat(integration.lastCall().handler()).isEqualTo("on-enable");
      assertThat(SERVER.asOwner().get(path).config()).hasToString("{\"a\":1.10}");
      assertThat(operation(enabled).text()).isEqualTo(enabled.text());
    }

    @Test
    void signsWhoCallsOnWhat() {
      Reply enabled = enable(path);

      Call call = integration.lastCall();
      CallStatement statement = call.statement().orElseThrow();
      assertThat(statement.callId()).isEqualTo(enabled.string("id"));
      assertThat(statement.handler()).isEqualTo("on-enable");
      assertThat(statement.user()).isEqualTo(Acme.OWNER);
      assertThat(statement.operation())
          .contains(new CallStatement.Operation(enabled.string("id"), OperationKind.ENABLE));
      assertThat(
              MessageSignature.verify(
                  List.of(new SigningSecret(Acme.COOL_SECRET)),
                  call.headers().get("webhook-id"),
                  call.headers().get("webhook-timestamp"),
                  call.headers().get("webhook-signature"),
                  call.headers().get("slipjoint-statement"),
                  SERVER.clock().instant(),
                  Duration.ofMinutes(5)))
          .isTrue();
    }

    @Test
    void givesTheIntegrationItsTokenAndNobodyElse() {
      AtomicReference<String> token = new AtomicReference<>();
      integration.answers(
          call -> {
            token.set(inner(call, "POST", path, "{}").token());
            return Script.of(200, "{}");
          });

      assertThat(enable(path).text()).doesNotContain("slipi_");

      assertThat(SERVER.as(token.get()).get(path).status()).isEqualTo(200);
    }

    @Test
    void letsTheIntegrationReadAndWriteWhileNobodyElseSeesIt() {
      AtomicReference<List<Integer>> seen = new AtomicReference<>();
      integration.answers(
          call -> {
            seen.set(
                List.of(
                    inner(call, "GET", path, "").status(),
                    inner(call, "PUT", path, "{\"config\":{\"by\":\"author\"}}").status(),
                    inner(call, "PUT", path, "{\"has_build_hook_enabled\":true}").status(),
                    SERVER.asOwner().get(path).status(),
                    SERVER.asOwner().put(path, "{\"config\":{}}").status(),
                    SERVER.asOwner().delete(path).status(),
                    SERVER.asOwner().post(path, "{}").status(),
                    enable(path).status()));
            return Script.of(204, "");
          });

      assertThat(enable(path).status()).isEqualTo(200);

      assertThat(seen.get()).containsExactly(200, 204, 204, 404, 404, 404, 409, 409);
      assertThat(SERVER.asOwner().get(path).config()).hasToString("{\"by\":\"author\"}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "422|{\"result\":\"reject\",\"reason\":\"No plan.\"}|rejected|No plan.",
          "423|{\"message\":\"Locked.\"}|rejected|Locked.",
          "401|{\"result\":\"reauth\",\"reason\":\"Connect.\"}|reauth_required|Connect.",
          "401|{\"message\":\"Unauthorized\"}|rejected|Unauthorized",
          "500|An unhandled error occurred|handler_failed|",
        })
    void isUnmadeIfTheIntegrationRefusesOrFails(
        int status, String body, String code, String reason) {
      AtomicReference<String> token = new AtomicReference<>();
      integration.answers(
          call -> {
            token.set(inner(call, "POST", path, "{}").token());
            return Script.of(status, body);
          });

      Reply failed = enable(path);

      assertThat(failed.status()).isEqualTo(200);
      assertThat(failed.string("state")).isEqualTo("failed");
      assertThat(failed.string("code")).isEqualTo(code);
      if (reason != null) {
        assertThat(failed.string("reason")).isEqualTo(reason);
      }
      SERVER.asOwner().get(path).refused(404, "not_enabled");
      SERVER.as(token.get()).get(path).refused(401, "unauthorized");
      SERVER.as(integration.lastCall().token()).get(path).refused(401, "unauthorized");
      integration.answers(200, "{}");
      assertThat(enable(path).string("state")).isEqualTo("enabled");
    }

    @Test
    void isTriedAgainWithTheSameIdAndALaterTime() {
      integration.answers(
          call ->
              integration.calls().size() < 3
                  ? Script.of(503, "{}").with("Retry-After", "7")
                  : Script.of(200, "{}"));
      Reply begun = SERVER.asOwner().post(path + "/enable", "");
      assertThat(begun.status()).isEqualTo(202);
      assertThat(begun.string("state")).isEqualTo("enabling");
      assertThat(begun.text()).contains("nextAttemptAt");

      for (int calls = 2; calls <= 3; calls++) {
        int expected = calls;
        SERVER.clock().goesOn(Duration.ofSeconds(8));
        await().until(() -> integration.calls().size() == expected);
      }

      assertThat(ended(begun).string("state")).isEqualTo("enabled");
      assertThat(integration.calls())
          .extracting(it -> it.headers().get("webhook-id"))
          .containsOnly(begun.string("id"));
      assertThat(integration.calls())
          .extracting(it -> Long.parseLong(it.headers().get("webhook-timestamp")))
          .isSorted()
          .doesNotHaveDuplicates();
    }

    @Test
    void isGivenUpAfterItsDeadline() {
      integration.answers(503, "{}");
      Reply begun = SERVER.asOwner().post(path + "/enable", "");
      assertThat(begun.status()).isEqualTo(202);

      SERVER.clock().goesOn(Duration.ofMinutes(5));

      Reply ended = ended(begun);
      assertThat(ended.string("state")).isEqualTo("failed");
      assertThat(ended.string("code")).isEqualTo("timed_out");
      SERVER.asOwner().get(path).refused(404, "not_enabled");
    }

    @Test
    void waitsForWhatWasAcceptedUntilItIsConfirmed() {
      AtomicReference<String> token = new AtomicReference<>();
      integration.answers(
          call -> {
            token.set(inner(call, "POST", path, "{}").token());
            return Script.of(202, "{}");
          });
      Reply begun = SERVER.asOwner().post(path + "/enable", "");
      assertThat(begun.status()).isEqualTo(202);
      String operation = begun.header("Location");
      SERVER.asOwner().get(path).refused(404, "not_enabled");
      SERVER.asOwner().post(operation + "/confirm").refused(403, "wrong_token_type");
      SERVER.asStranger().post(operation + "/confirm").refused(404, "not_found");

      Reply confirmed = SERVER.as(token.get()).post(operation + "/confirm");

      assertThat(confirmed.string("state")).isEqualTo("enabled");
      assertThat(SERVER.asOwner().get(path).status()).isEqualTo(200);
      SERVER.as(token.get()).post(operation + "/confirm").refused(409, "operation_over");
    }

    @Test
    void isUnmadeIfWhatWasAcceptedIsRejected() {
      integration.answers(202, "{}");
      Reply begun = SERVER.asOwner().post(path + "/enable", "");
      String token = integration.lastCall().token();

      Reply rejected =
          SERVER
              .as(token)
              .post(begun.header("Location") + "/reject", "{\"reason\":\"Sold\\nout.\"}");

      assertThat(rejected.string("state")).isEqualTo("failed");
      assertThat(rejected.string("reason")).isEqualTo("Sold out.");
      SERVER.as(token).get(path).refused(401, "unauthorized");
    }

    @Test
    void failsIfWhatWasAcceptedIsNotConfirmedInTime() {
      integration.answers(202, "{}");
      Reply begun = SERVER.asOwner().post(path + "/enable", "");

      SERVER.clock().goesOn(Duration.ofHours(12).minusSeconds(1));
      assertThat(operation(begun).string("state")).isEqualTo("enabling");
      SERVER.clock().goesOn(Duration.ofSeconds(1));

      assertThat(ended(begun).string("code")).isEqualTo("timed_out");
    }

    @Test
    void isAbortedByTheIntegrationThatDisablesItselfMeanwhile() {
      integration.answers(
          call -> {
            assertThat(inner(call, "DELETE", path, "").status()).isEqualTo(204);
            return Script.of(200, "{}");
          });

      Reply failed = enable(path);

      assertThat(failed.string("state")).isEqualTo("failed");
      assertThat(failed.string("code")).isEqualTo("aborted");
      SERVER.asOwner().get(path).refused(404, "not_enabled");
    }

    @Test
    void isDoneAtOnceForAnIntegrationThatRunsNowhere() {
      SERVER.behindTheRules(
          tx -> {
            var it = tx.integrations().find(Acme.COOL).orElseThrow();
            tx.integrations().put(Acme.withoutHost(it, "homeless"));
          });
      String homeless = "/site/" + SERVER.freshSite() + "/integrations/homeless";

      Reply enabled = SERVER.asOwner().post(homeless + "/enable", "");

      assertThat(enabled.status()).isEqualTo(200);
      assertThat(SERVER.as(enabled.string("token")).get(homeless).status()).isEqualTo(200);
      assertThat(SERVER.asOwner().post(homeless + "/disable").string("state"))
          .isEqualTo("disabled");
    }

    @Test
    void isRefusedAsPlainEnablingIs() {
      SERVER.asNobody().post(path + "/enable", "").refused(401, "unauthorized");
      SERVER.asViewer().post(path + "/enable", "").refused(403, "insufficient_role");
      SERVER.asStranger().post(path + "/enable", "").refused(404, "not_found");
      SERVER.asOwner().post(path + "x/enable", "").refused(401, "invalid_integration_slug");
      SERVER.asOwner().post(path + "/enable", "[]").refused(400, "wrong_type");
      String team = "/team/" + SERVER.freshTeam() + "/integrations/site-only/enable";
      SERVER.asOwner().post(team, "").refused(422, "wrong_level");
      SERVER.asOwner().post(path, "{}").token();
      enable(path).refused(409, "already_enabled");
      assertThat(integration.calls()).isEmpty();
    }
  }

  @Nested
  class Disabling {
    private String token;

    @BeforeEach
    void enabled() {
      token = SERVER.asOwner().post(path, "{}").token();
    }

    private Reply disable() {
      return SERVER.asOwner().post(path + "/disable");
    }

    @Test
    void asksTheIntegrationFirstWithATokenToCleanUpWith() {
      AtomicReference<Integer> seen = new AtomicReference<>();
      integration.answers(
          call -> {
            seen.set(inner(call, "GET", path, "").status());
            return ok(inner(call, "DELETE", path, ""));
          });

      Reply disabled = disable();

      assertThat(disabled.status()).isEqualTo(200);
      assertThat(disabled.string("state")).isEqualTo("disabled");
      assertThat(integration.lastCall().handler()).isEqualTo("on-disable");
      assertThat(seen.get()).isEqualTo(200);
      SERVER.as(token).get(path).refused(401, "unauthorized");
      SERVER.as(integration.lastCall().token()).get(path).refused(401, "unauthorized");
      SERVER.asOwner().get(path).refused(404, "not_enabled");
    }

    @Test
    void isDoneIfTheIntegrationSimplyAgrees() {
      assertThat(disable().string("state")).isEqualTo("disabled");
      SERVER.asOwner().get(path).refused(404, "not_enabled");
    }

    @Test
    void isBlockedByARefusalAndNotByForce() {
      integration.answers(
          call -> new Script(423, java.util.Map.of("Content-Type", "text/plain"), "Unlock it."));

      Reply refused = disable();

      assertThat(refused.string("state")).isEqualTo("failed");
      assertThat(refused.string("reason")).isEqualTo("Unlock it.");
      assertThat(SERVER.asOwner().get(path).status()).isEqualTo(200);
      assertThat(SERVER.as(token).get(path).status()).isEqualTo(200);
      Reply forced = SERVER.asOwner().post(path + "/disable", "{\"force\":true}");
      assertThat(forced.string("state")).isEqualTo("disabled");
      SERVER.as(token).get(path).refused(401, "unauthorized");
    }

    @Test
    void isNotHeldUpForEverByADeadBackend() {
      integration.answers(500, "An unhandled error occurred");
      Reply begun = disable();
      assertThat(begun.status()).isEqualTo(202);
      assertThat(begun.string("state")).isEqualTo("disabling");
      assertThat(SERVER.asOwner().get(path).status()).isEqualTo(200);

      SERVER.clock().goesOn(Duration.ofMinutes(5));

      Reply ended = ended(begun);
      assertThat(ended.string("state")).isEqualTo("disabled");
      assertThat(ended.string("code")).isEqualTo("timed_out");
      SERVER.as(token).get(path).refused(401, "unauthorized");
    }

    @Test
    void keepsTheTokenWorkingThereAloneUntilCleaningUpIsConfirmed() {
      integration.answers(202, "{}");
      Reply begun = disable();
      assertThat(begun.status()).isEqualTo(202);
      assertThat(SERVER.as(token).get(path).status()).isEqualTo(200);

      Reply confirmed = SERVER.as(token).post(begun.header("Location") + "/confirm");

      assertThat(confirmed.string("state")).isEqualTo("disabled");
      SERVER.as(token).get(path).refused(401, "unauthorized");
    }

    @Test
    void plainDisablingEndsAnOperationThatHangs() {
      integration.answers(202, "{}");
      Reply begun = disable();

      assertThat(SERVER.asOwner().delete(path).status()).isEqualTo(204);

      assertThat(operation(begun).string("state")).isEqualTo("disabled");
    }

    @Test
    void twoAtATimeAreOrdered() throws InterruptedException {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch answer = new CountDownLatch(1);
      integration.answers(
          call -> {
            asked.countDown();
            waitFor(answer);
            return Script.of(200, "{}");
          });
      Thread first = Thread.ofVirtual().start(this::disable);
      waitFor(asked);

      Reply second = disable();

      second.refused(409, "operation_under_way");
      assertThat(second.string("operation")).startsWith("op_");
      answer.countDown();
      first.join();
      disable().refused(404, "not_enabled");
    }

    private static void waitFor(CountDownLatch latch) {
      try {
        assertThat(latch.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Test
    void byAnInstallationsOwnTokenIsNotAnOperation() {
      SERVER.as(token).post(path + "/disable").refused(403, "wrong_token_type");
      SERVER.asViewer().post(path + "/disable").refused(403, "insufficient_role");
      SERVER.asOwner().post(path + "/disable", "{\"force\":\"yes\"}").refused(400, "wrong_type");
    }
  }

  @Test
  void whatNobodyMaySeeIsNotThere() {
    Reply enabled = enable(path);
    String operation = enabled.header("Location");

    SERVER.asNobody().get(operation).refused(401, "unauthorized");
    SERVER.asStranger().get(operation).refused(404, "not_found");
    SERVER.asOwner().get("/operations/op_x").refused(404, "not_found");
    SERVER.asOwner().get(operation.replaceFirst(".$", "~")).refused(404, "not_found");
    assertThat(SERVER.asViewer().get(operation).status()).isEqualTo(200);
  }

  @Test
  void noTokenOfACallReachesAnythingElse() {
    Function<Call, List<Integer>> reach =
        call ->
            List.of(
                inner(call, "GET", "/team/team-acme/integrations/cool-integration", "").status(),
                inner(call, "GET", "/site/site-docs/integrations/cool-integration", "").status(),
                inner(call, "GET", path.replace("cool-integration", "site-only"), "").status(),
                inner(call, "POST", path.replace("cool-integration", "site-only"), "").status(),
                inner(call, "POST", path + "/enable", "").status());
    AtomicReference<List<Integer>> reached = new AtomicReference<>();
    integration.answers(
        call -> {
          reached.set(reach.apply(call));
          return Script.of(200, "{}");
        });

    enable(path);

    assertThat(reached.get()).containsExactly(404, 404, 404, 404, 403);
  }
}
