package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipjoint.protocol.IntegrationAnswer;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonValue;
import dev.slipjoint.sdk.IntegrationApiException.AlreadyEnabled;
import dev.slipjoint.sdk.IntegrationApiException.InvalidContext;
import dev.slipjoint.sdk.IntegrationApiException.NotEnabled;
import dev.slipjoint.sdk.IntegrationApiException.Refused;
import dev.slipjoint.sdk.IntegrationApiException.StaleContext;
import dev.slipjoint.sdk.IntegrationApiException.Throttled;
import dev.slipjoint.sdk.IntegrationApiException.Unauthorized;
import dev.slipjoint.sdk.IntegrationApiException.Unreachable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetlifyIntegrationClientTest {
  static final String SITE = "/site/site-www";
  static final String TEAM = "/team/team-acme";

  @AutoClose final FakePlatform platform = new FakePlatform();
  final NetlifyIntegrationClient client = platform.client();

  record CoolContext(@JsonProperty("custom_field") String customField) {}

  @Nested
  class Asking {
    @Test
    void readsWhatIsKeptOnASite() {
      platform.enabledOn(SITE, "{\"custom_field\":\"value\"}");

      SiteIntegration site = client.getSiteIntegration("site-www");

      assertThat(site.context().string("custom_field")).isEqualTo("value");
      assertThat(site.context(CoolContext.class)).isEqualTo(new CoolContext("value"));
      assertThat(site.hasBuildHookEnabled()).isFalse();
    }

    @Test
    void readsWhatIsKeptOnATeam() {
      platform.enabledOn(TEAM, "{\"custom_field\":\"value\"}");

      TeamIntegration team = client.getTeamIntegration("team-acme");

      assertThat(team.context(CoolContext.class).customField()).isEqualTo("value");
      assertThat(team.hasConnectorsEnabled()).isFalse();
    }

    @Test
    void replacesContextsWithMapsRecordsAndExactJson() {
      platform.enabledOn(SITE, "{\"old\":1}").enabledOn(TEAM, "{\"old\":1}");

      client.updateSiteIntegration("site-www", Map.of("custom_field", "map"));
      client.updateTeamIntegration("team-acme", new CoolContext("record"));

      assertThat(contextOn(SITE)).isEqualTo("{\"custom_field\":\"map\"}");
      assertThat(contextOn(TEAM)).isEqualTo("{\"custom_field\":\"record\"}");

      client.updateSiteIntegration("site-www", JsonReader.readObject("{\"b\":1.10,\"a\":2}"));

      assertThat(contextOn(SITE)).isEqualTo("{\"b\":1.10,\"a\":2}");
    }

    @Test
    void enablesWithAndWithoutAContextAndAnswersTheToken() {
      assertThat(client.enableSiteIntegration("site-www")).startsWith("slipi_");
      assertThat(client.enableTeamIntegration("team-acme", new CoolContext("given")))
          .startsWith("slipi_");

      assertThat(contextOn(SITE)).isEqualTo("{}");
      assertThat(contextOn(TEAM)).isEqualTo("{\"custom_field\":\"given\"}");
    }

    @Test
    void disables() {
      platform.enabledOn(SITE, "{}").enabledOn(TEAM, "{}");

      client.disableSiteIntegration("site-www");
      client.disableTeamIntegration("team-acme");

      assertThat(platform.on(SITE)).isEmpty();
      assertThat(platform.on(TEAM)).isEmpty();
    }

    @Test
    void turnsSwitchesOnAndOffAndLeavesTheContextAlone() {
      platform.enabledOn(SITE, "{\"a\":1}").enabledOn(TEAM, "{\"a\":1}");

      client.enableBuildEventHandlers("site-www");
      client.enableConnectors("team-acme");
      assertThat(client.getSiteIntegration("site-www").hasBuildHookEnabled()).isTrue();
      assertThat(client.getTeamIntegration("team-acme").hasConnectorsEnabled()).isTrue();

      client.disableBuildEventHandlers("site-www");
      client.disableConnectors("team-acme");
      assertThat(client.getSiteIntegration("site-www").hasBuildHookEnabled()).isFalse();
      assertThat(client.getTeamIntegration("team-acme").hasConnectorsEnabled()).isFalse();
      assertThat(contextOn(SITE)).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", "a b", "a?b", "a%2Fb", "ä"})
    void refusesIdsThatWouldLeadElsewhereWithoutAsking(String id) {
      assertThatIllegalArgumentException().isThrownBy(() -> client.getSiteIntegration(id));
      assertThatIllegalArgumentException().isThrownBy(() -> client.disableTeamIntegration(id));
      assertThat(platform.requests()).isEmpty();
    }

    @Test
    void showsNoSecret() {
      platform.enabledOn(SITE, "{\"password\":\"hunter2\"}");

      assertThat(client.toString()).doesNotContain(FakePlatform.ADA);
      assertThat(client.getSiteIntegration("site-www").toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"ftp://x", "127.0.0.1:8484", "http://user:pw@x", "http:///x", "http://x?y"})
    void refusesAddressesThatAreNone(String address) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NetlifyIntegrationClient(URI.create(address), "cool", "t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\r\nbreak"})
    void refusesTokensThatNoHeaderCouldCarryAndDoesNotQuoteThem(String token) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NetlifyIntegrationClient(platform.url(), "cool", token))
          .withMessageNotContaining("two words");
    }

    @Test
    void takesAnAddressWithASlashAtItsEnd() {
      platform.enabledOn(SITE, "{}");
      var other =
          new NetlifyIntegrationClient(
              URI.create(platform.url() + "/"), FakePlatform.SLUG, FakePlatform.ADA);

      other.getSiteIntegration("site-www");

      assertThat(platform.requests())
          .containsExactly("GET /site/site-www/integrations/cool-integration");
    }
  }

  @Nested
  class Numbers {
    record Exact(BigInteger big, BigDecimal price, JsonObject rest) {}

    static final String DIGITS =
        "{\"big\":12345678901234567890,\"price\":1.10,\"rest\":{\"e\":1e2,\"minus\":-0.0}}";

    @Test
    void keepTheirDigitsThroughAMap() {
      platform.enabledOn(SITE, "{}");

      client.updateSiteIntegration("site-www", Map.of("price", new BigDecimal("1.10")));

      assertThat(contextOn(SITE)).isEqualTo("{\"price\":1.10}");
    }

    @Test
    void keepTheirDigitsThroughARecord() {
      platform.enabledOn(SITE, DIGITS);

      Exact read = client.getSiteIntegration("site-www").context(Exact.class);
      client.updateSiteIntegration("site-www", read);

      assertThat(read.big()).isEqualTo(new BigInteger("12345678901234567890"));
      assertThat(read.price()).isEqualTo(new BigDecimal("1.10"));
      assertThat(contextOn(SITE)).isEqualTo(DIGITS);
    }

    @Test
    void keepTheirDigitsThroughExactJson() {
      platform.enabledOn(SITE, DIGITS);

      client.updateSiteIntegration("site-www", client.getSiteIntegration("site-www").context());

      assertThat(contextOn(SITE)).isEqualTo(DIGITS);
    }

    record Members(Map<String, BigDecimal> all, Map<String, Object> any) {}

    @Test
    void keepTheirDigitsInsideMapsOfARecord() {
      platform.enabledOn(
          SITE, "{\"all\":{\"a\":1.10},\"any\":{\"b\":2.50,\"c\":12345678901234567890}}");

      Members read = client.getSiteIntegration("site-www").context(Members.class);

      assertThat(read.all()).containsEntry("a", new BigDecimal("1.10"));
      assertThat(read.any())
          .containsEntry("b", new BigDecimal("2.50"))
          .containsEntry("c", new BigInteger("12345678901234567890"));
    }

    record Any(JsonValue value, JsonArray list, JsonNumber number) {}

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1e2", "\"text\"", "[1.0,{}]", "{\"a\":[null]}"})
    void keepTheirDigitsInExactMembersOfARecord(String value) {
      String context = "{\"value\":%s,\"list\":[1.10],\"number\":-0.0}".formatted(value);
      platform.enabledOn(SITE, context);

      client.updateSiteIntegration(
          "site-www", client.getSiteIntegration("site-www").context(Any.class));

      assertThat(contextOn(SITE)).isEqualTo(context);
    }

    record Whole(int count) {}

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "12345678901", "\"seven\"", "[]"})
    void areNeverCutToFitAType(String count) {
      platform.enabledOn(SITE, "{\"count\":" + count + "}");
      SiteIntegration site = client.getSiteIntegration("site-www");

      assertThatThrownBy(() -> site.context(Whole.class))
          .isInstanceOf(InvalidContext.class)
          .hasMessageContaining("Whole")
          .hasMessageContaining("/count")
          .hasMessageNotContaining("seven");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"count\":null}", "{\"other\":true}"})
    void thatAreNotThereAreZero(String context) {
      platform.enabledOn(SITE, context);

      assertThat(client.getSiteIntegration("site-www").context(Whole.class).count()).isZero();
    }
  }

  /** Shows no member. */
  static final class Hidden {
    final String value;

    Hidden(String value) {
      this.value = value;
    }
  }

  @Nested
  class ContextsThatCannotBeKept {
    @Test
    void areRefusedBeforeAnybodyIsAsked() {
      List<Object> contexts =
          List.of(
              "text",
              List.of(1),
              42,
              Map.of("a", Double.NaN),
              Map.of("a", "\ud800"),
              Map.of("a", "\0"),
              Map.of("a", new BigDecimal("1e999")),
              Map.of(1, "a", "1", "b"),
              new Hidden("lost"),
              Map.of("a", new Object()));

      assertThat(contexts)
          .allSatisfy(
              context ->
                  assertThatThrownBy(() -> client.updateSiteIntegration("site-www", context))
                      .isInstanceOf(InvalidContext.class)
                      .hasMessageContaining("cool-integration on site site-www"));
      assertThat(platform.requests()).isEmpty();
    }

    @Test
    void areRefusedWithAPointerThatEscapesItsNames() {
      var context = Map.of("a/b~c", List.of(1, new Hidden("lost")));

      assertThatThrownBy(() -> client.updateSiteIntegration("site-www", context))
          .isInstanceOfSatisfying(
              InvalidContext.class, it -> assertThat(it.pointer()).isEqualTo("/a~1b~0c/1"));
    }

    @Test
    void areRefusedByThePlatformWithItsSentenceAndPointer() {
      platform.nextAnswers(
          422, "{\"error\":\"schema\",\"msg\":\"It must be a number.\",\"pointer\":\"/a\"}");

      assertThatThrownBy(() -> client.updateSiteIntegration("site-www", Map.of("a", "b")))
          .isInstanceOfSatisfying(
              InvalidContext.class, refusal -> assertThat(refusal.pointer()).isEqualTo("/a"))
          .hasMessageContaining("at /a: It must be a number. (422 schema)");
    }
  }

  @Nested
  class Refusals {
    @Test
    void sayThatItIsNotEnabledThere() {
      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOf(NotEnabled.class)
          .hasMessage("cool-integration is not enabled on site site-www: enable it there first.")
          .satisfies(
              it -> assertThat(((IntegrationApiException) it).requestId()).contains("request-1"));
    }

    @Test
    void sayThatItIsEnabledAlready() {
      platform.enabledOn(TEAM, "{}");

      assertThatThrownBy(() -> client.enableTeamIntegration("team-acme"))
          .isInstanceOf(AlreadyEnabled.class)
          .hasMessageContaining("cool-integration is already enabled on team team-acme");
    }

    @Test
    void sayThatTheTokenIsNoGood() {
      var stranger = new NetlifyIntegrationClient(platform.url(), FakePlatform.SLUG, "stolen");

      assertThatThrownBy(() -> stranger.getSiteIntegration("site-www"))
          .isInstanceOf(Unauthorized.class)
          .hasMessageNotContaining("stolen");
    }

    @Test
    void sayThatThereIsNoSuchIntegration() {
      var other = new NetlifyIntegrationClient(platform.url(), "unknown", FakePlatform.ADA);

      assertThatThrownBy(() -> other.enableSiteIntegration("site-www"))
          .isInstanceOf(Unauthorized.class)
          .hasMessageContaining("has no integration unknown");
    }

    @Test
    void keepTheCodeOfWhatThisVersionDoesNotKnow() {
      assertThatThrownBy(() -> client.getSiteIntegration("site-of-others"))
          .isInstanceOfSatisfying(
              Refused.class,
              refusal -> {
                assertThat(refusal.status()).isEqualTo(404);
                assertThat(refusal.code()).isEqualTo("not_found");
              });
    }

    @Test
    void ofALevelAreNotAboutTheContext() {
      platform.nextAnswers(422, "{\"error\":\"wrong_level\"}");

      assertThatThrownBy(() -> client.enableSiteIntegration("site-www"))
          .isInstanceOf(Refused.class);
    }

    @Test
    void sayThatTheContextIsStale() {
      platform.nextAnswers(412, "{\"error\":\"stale_context\"}");

      assertThatThrownBy(() -> client.updateSiteIntegration("site-www", Map.of()))
          .isInstanceOf(StaleContext.class);
    }

    @Test
    void sayHowLongToWait() {
      platform.next(new FakePlatform.Fault.Answers(429, Map.of("Retry-After", "3600"), "{}"));

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOfSatisfying(
              Throttled.class,
              refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofHours(1)));
      assertThat(platform.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"301", "400", "403", "405", "500"})
    void areNeverTakenForAnAnswer(int status) {
      platform.nextAnswers(status, "{\"config\":{}}");

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOf(Refused.class)
          .hasMessageContaining(platform.url().toString());
    }

    @Test
    void areQuotedOnOneLineOnly() {
      platform.nextAnswers(403, "{\"error\":\"no\\nFAKE LOG LINE\",\"msg\":\"a\\r\\nb\"}");

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .message()
          .doesNotContain("\n", "\r");
    }
  }

  @Nested
  class AnswersThatMakeNoSense {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "<html>",
          "[]",
          "null",
          "{\"config\":[]}",
          "{\"config\":{\"a\":1,\"a\":2}}",
          "{\"has_build_hook_enabled\":\"yes\"}",
          "{} {}"
        })
    void areNotTakenForContexts(String body) {
      platform.nextAnswers(200, body);

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOfSatisfying(
              Unreachable.class, it -> assertThat(it.address()).isEqualTo(platform.url()))
          .hasMessageContaining(platform.url().toString());
    }

    @Test
    void includeATokenThatIsMissing() {
      platform.nextAnswers(201, "{\"token\":null}");

      assertThatThrownBy(() -> client.enableSiteIntegration("site-www"))
          .isInstanceOf(Unreachable.class);
    }

    @Test
    void includeAPageThatIsNotFound() {
      platform.nextAnswers(404, "<html>404</html>");

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("404 without JSON");
    }

    @Test
    void includeOneThatIsTooLong() {
      platform.nextAnswers(200, "{\"config\":{\"a\":\"" + "x".repeat(BoundedBody.LIMIT) + "\"}}");

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("longer than");
      assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void doNotIncludeOneThatHoldsALargeContextTwice() {
      String context =
          "{\"a\":[" + "1,".repeat(90_000) + "1],\"b\":\"" + "x".repeat(200_000) + "\"}";
      platform.enabledOn(SITE, context);

      assertThat(client.getSiteIntegration("site-www").context().toString()).isEqualTo(context);
    }
  }

  private String contextOn(String target) {
    return platform.on(target).map(IntegrationAnswer::config).orElseThrow().toString();
  }
}
