package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.access.CallTokens;
import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.server.ScriptedIntegration.Call;
import dev.slipjoint.server.ScriptedIntegration.Script;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may call a handler, and what a handler may do with what it was given for it. */
class GatewayCallersTest {
  @RegisterExtension
  static final TestServer SERVER = TestServer.ofAcme().with("dispatch.allow-private", "127.0.0.1");

  private static final ScriptedIntegration integration = SERVER.hosting("cool-integration");
  private static final ScriptedIntegration other = SERVER.hosting("other");

  private String path;
  private String token;

  @BeforeEach
  void enable() {
    enable(Kind.SITE);
  }

  private void enable(Kind kind) {
    path = SERVER.fresh(kind) + "/cool-integration";
    token = SERVER.asOwner().post(path, "{}").token();
    integration.forget();
    other.forget();
  }

  private static String targetId(String path) {
    return List.of(path.split("/", -1)).get(2);
  }

  private static String handler(String enabled) {
    return enabled + "/handlers/cool-function";
  }

  /** A call's token, as its handler gets it. */
  private String callToken(Asker caller) {
    assertThat(caller.get(handler(path)).status()).isEqualTo(200);
    return integration.lastCall().token();
  }

  @Nested
  class TokensOfCalls {

    @Test
    void doWhatTheirCallerMayDo() {
      String developers = callToken(SERVER.asDeveloper());
      String viewers = callToken(SERVER.asViewer());

      assertThat(SERVER.as(developers).put(path, "{\"config\":{\"a\":1}}").status()).isEqualTo(204);
      assertThat(SERVER.as(viewers).get(path).config()).hasToString("{\"a\":1}");
      SERVER.as(viewers).put(path, "{\"config\":{}}").refused(403, "insufficient_role");
      assertThat(SERVER.as(viewers).get("/caller").string("user")).isEqualTo("viewer");
    }

    @Test
    void enableNothingAndReachNoOtherIntegration() {
      String call = callToken(SERVER.asOwner());
      String beside = path.replace("cool-integration", "other");

      SERVER.as(call).post(path, "{}").refused(403, "wrong_token_type");
      SERVER.as(call).post(path + "/disable").refused(403, "wrong_token_type");
      SERVER.as(call).get(beside).refused(404, "not_found");
      SERVER.as(call).post(beside, "{}").refused(404, "not_found");
    }

    @Test
    void areGoodForAQuarterOfAnHour() {
      String call = callToken(SERVER.asOwner());

      SERVER.clock().goesOn(Duration.ofMinutes(15).minusSeconds(2));
      assertThat(SERVER.as(call).get(path).status()).isEqualTo(200);
      SERVER.clock().goesOn(Duration.ofSeconds(2));
      SERVER.as(call).get(path).refused(401, "unauthorized");
      SERVER.as(call).get(handler(path)).refused(401, "unauthorized");
    }

    @Test
    void dieWithTheirInstallationAndDoNotComeBackWithTheNext() {
      String call = callToken(SERVER.asOwner());
      SERVER.asOwner().delete(path);

      SERVER.as(call).get(path).refused(401, "unauthorized");
      SERVER.asOwner().post(path, "{}").token();
      SERVER.as(call).get(path).refused(401, "unauthorized");
      SERVER.as(call).get(handler(path)).refused(401, "unauthorized");
    }

    @Test
    void areOfNoUseToAnotherPlatform() {
      InstallationKey key = new InstallationKey(Acme.TEAM, Target.site(targetId(path)), Acme.COOL);
      String minted = minted(new CallTokens(new MasterKey(MasterKey.random())), key, 1, Acme.OWNER);
      String real = callToken(SERVER.asOwner());

      SERVER.as(minted).get(path).refused(401, "unauthorized");
      SERVER
          .as(real.replaceFirst("\\.owner\\.", ".viewer."))
          .get(path)
          .refused(401, "unauthorized");
      SERVER.as(real.substring(0, real.length() - 1)).get(path).refused(401, "unauthorized");
      SERVER.as("slipc_").get(path).refused(401, "unauthorized");
      SERVER.as("slipc_" + "x.".repeat(700)).get(path).refused(401, "unauthorized");
      assertThat(SERVER.as(real).get(path).status()).isEqualTo(200);
    }

    @Test
    void areWorthNoMoreThanTheirUserIsNow() {
      enable(Kind.TEAM);
      TeamId team = new TeamId(targetId(path));
      String call = callToken(SERVER.asDeveloper());

      SERVER.behindTheRules(tx -> tx.teams().put(new Member(team, Acme.DEVELOPER, Role.VIEWER)));
      assertThat(SERVER.as(call).get(path).status()).isEqualTo(200);
      SERVER.as(call).put(path, "{\"config\":{}}").refused(403, "insufficient_role");
      SERVER.as(call).get(handler(path));
      assertThat(integration.lastCall().statement().orElseThrow().role()).isEqualTo("viewer");
    }

    /** What the platform would have signed for somebody who was in the team then. */
    @Test
    void areWorthNothingOnceTheirUserHasLeftTheTeam() {
      InstallationKey key = new InstallationKey(Acme.TEAM, Target.site(targetId(path)), Acme.COOL);
      long generation =
          SERVER.store().read(tx -> tx.installations().find(key).orElseThrow().generation());
      CallTokens mint = new CallTokens(MasterKeyFile.of(SERVER.folder(), false));

      SERVER
          .as(minted(mint, key, generation, Acme.STRANGER))
          .get(path)
          .refused(401, "unauthorized");
      assertThat(SERVER.as(minted(mint, key, generation, Acme.VIEWER)).get(path).status())
          .isEqualTo(200);
      SERVER
          .as(minted(mint, key, generation + 1, Acme.VIEWER))
          .get(path)
          .refused(401, "unauthorized");
    }

    private static String minted(
        CallTokens mint, InstallationKey key, long generation, UserId user) {
      Grant.ForCall grant =
          new Grant.ForCall(
              key, generation, user, Optional.empty(), false, "call_x", 1, Optional.empty());
      return mint.mint(grant, SERVER.clock().instant().plusSeconds(60)).reveal();
    }

    @Test
    void ofOneSiteStayThereAlsoInCallsThatTheyMake() {
      enable(Kind.TEAM);
      TeamId team = new TeamId(targetId(path));
      SERVER.behindTheRules(
          tx -> {
            tx.teams().put(Acme.site(team + "-a", team));
            tx.teams().put(Acme.site(team + "-b", team));
          });
      SERVER.asOwner().get(handler(path) + "?siteId=" + team + "-a");
      Asker call = SERVER.as(integration.lastCall().token());

      call.get(handler(path) + "?siteId=" + team + "-b").refused(404, "not_found");
      call.get("/caller?siteId=" + team + "-b").refused(404, "not_found");
      assertThat(call.get(handler(path)).status()).isEqualTo(200);

      assertThat(integration.lastCall().statement().orElseThrow().siteId().orElseThrow())
          .hasToString(team + "-a");
    }
  }

  /** T55: nobody lends an integration their hand. */
  @ParameterizedTest
  @EnumSource
  void anIntegrationCanNotCallAnothersHandler(Kind kind) {
    enable(kind);
    String beside = path.replace("cool-integration", "other");
    SERVER.asOwner().post(beside, "{}").token();
    other.forget();

    SERVER.as(token).get(handler(beside)).refused(404, "not_found");
    SERVER.as(callToken(SERVER.asOwner())).get(handler(beside)).refused(404, "not_found");

    assertThat(other.calls()).isEmpty();
    assertThat(SERVER.as(token).get(handler(path)).status()).isEqualTo(200);
    assertThat(integration.lastCall().statement().orElseThrow().kind()).isEqualTo("installation");
    assertThat(integration.calls().toString()).doesNotContain(token);
  }

  /** T56: disabled means off, whoever is just doing something. */
  @Test
  void aCallThatRunsWhileItIsDisabledCanDoNothingMore() {
    List<Integer> seen = new ArrayList<>();
    integration.answers(
        call -> {
          seen.add(SERVER.as(call.token()).get(path).status());
          assertThat(SERVER.asOwner().delete(path).status()).isEqualTo(204);
          seen.add(SERVER.as(call.token()).get(path).status());
          seen.add(SERVER.as(call.token()).put(path, "{\"config\":{}}").status());
          seen.add(SERVER.as(call.token()).get("/caller").status());
          return Script.of(200, "{}");
        });

    assertThat(SERVER.asOwner().get(handler(path)).status()).isEqualTo(200);

    assertThat(seen).containsExactly(200, 401, 401, 401);
    SERVER.asOwner().get(handler(path)).refused(404, "not_enabled");
  }

  @Test
  void aCallThatRunsWhileDisablingBeginsCanDoNothingMore() {
    List<Integer> seen = new ArrayList<>();
    integration.answers(
        call -> {
          if (call.handler().equals("cool-function")) {
            assertThat(SERVER.asOwner().post(path + "/disable").string("state"))
                .isEqualTo("disabled");
            seen.add(SERVER.as(call.token()).get(path).status());
          } else {
            SERVER.asOwner().get(handler(path)).refused(409, "operation_under_way");
          }
          return Script.of(200, "{}");
        });

    SERVER.asOwner().get(handler(path));

    assertThat(seen).containsExactly(401);
  }

  @Test
  void aCallCanDisableItsOwnInstallationIfItsCallerCould() {
    integration.answers(
        call -> Script.of(SERVER.as(call.token()).delete(path).status() == 204 ? 200 : 500, "{}"));

    assertThat(SERVER.asOwner().get(handler(path)).status()).isEqualTo(200);
    SERVER.asOwner().get(path).refused(404, "not_enabled");
  }

  /** T36: no call goes round for ever. */
  @Nested
  class Loops {

    @Test
    void endAtTheFourthCallWhicheverTokenIsUsed() {
      integration.answers(call -> again(SERVER.as(call.token())));

      assertThat(SERVER.asOwner().get(handler(path)).status()).isEqualTo(508);

      assertThat(integration.calls()).hasSize(3);
      assertThat(integration.calls())
          .extracting(it -> it.headers().get("via"))
          .containsExactly(
              "1.1 slipjoint",
              "1.1 slipjoint, 1.1 slipjoint",
              "1.1 slipjoint, 1.1 slipjoint, 1.1 slipjoint");
    }

    @Test
    void areSeenByTheirWayIfTheTokenDoesNotTell() {
      integration.answers(call -> again(SERVER.as(token).with("Via", call.headers().get("via"))));

      assertThat(SERVER.asOwner().get(handler(path)).status()).isEqualTo(508);

      assertThat(integration.calls()).hasSize(3);
    }

    private Script again(Asker as) {
      Reply reply = as.get(handler(path));
      return Script.of(reply.status(), reply.text());
    }

    /** From one integration to the other and back; only a user's own token could do that. */
    @Test
    void overTwoIntegrationsEndToo() {
      String beside = path.replace("cool-integration", "other");
      SERVER.asOwner().post(beside, "{}").token();
      integration.answers(call -> forwarded(call, beside));
      other.answers(call -> forwarded(call, path));

      assertThat(SERVER.asOwner().get(handler(path)).status()).isEqualTo(508);

      assertThat(integration.calls()).hasSize(2);
      assertThat(other.calls()).hasSize(1);
    }

    private Script forwarded(Call call, String enabled) {
      Reply reply = SERVER.asOwner().with("Via", call.headers().get("via")).get(handler(enabled));
      return Script.of(reply.status(), reply.text());
    }

    @Test
    void areRefusedWithTheirLength() {
      Reply refused =
          SERVER
              .asOwner()
              .with("Via", "1.0 fred, 1.1 slipjoint (x),1.1 slipjoint,  1.1\tslipjoint")
              .get(handler(path));

      refused.refused(508, "loop_detected");
      assertThat(refused.object().find("limit").orElseThrow()).hasToString("3");
      assertThat(
              SERVER
                  .asOwner()
                  .with("Via", "1.1 slipjoint-like, slipjoint")
                  .get(handler(path))
                  .status())
          .isEqualTo(200);
    }

    @Test
    void onTheServersOwnAddressDoNotBegin() {
      SERVER.hosts(
          "self", URI.create(SERVER.url() + "/site/site-www/integrations/self/handlers/x"));
      String self = path.replace("cool-integration", "self");
      SERVER.asOwner().post(self, "{}").token();

      SERVER.asOwner().get(handler(self)).refused(502, "handler_failed");
    }
  }
}
