package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.DEVELOPER;
import static dev.slipjoint.conformance.RunningPlatform.EXPIRED;
import static dev.slipjoint.conformance.RunningPlatform.ON_SITE;
import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.SITE;
import static dev.slipjoint.conformance.RunningPlatform.SLUG;
import static dev.slipjoint.conformance.RunningPlatform.STRANGER;
import static dev.slipjoint.conformance.RunningPlatform.TEAM;
import static dev.slipjoint.conformance.RunningPlatform.UNKNOWN;
import static dev.slipjoint.conformance.RunningPlatform.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.sdk.IntegrationApiException;
import dev.slipjoint.sdk.IntegrationApiException.AlreadyEnabled;
import dev.slipjoint.sdk.IntegrationApiException.InvalidContext;
import dev.slipjoint.sdk.IntegrationApiException.NotEnabled;
import dev.slipjoint.sdk.IntegrationApiException.Refused;
import dev.slipjoint.sdk.IntegrationApiException.Unauthorized;
import dev.slipjoint.sdk.IntegrationApiException.Unreachable;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK's client asks a real server. */
class SdkAgainstServerTest {
  private RunningPlatform platform;

  @BeforeEach
  void aPlatformRuns(@TempDir Path folder) throws IOException {
    platform = RunningPlatform.in(folder);
  }

  @AfterEach
  void itStops() {
    platform.close();
  }

  /** A site and a team, under the words that the client's methods share. */
  enum On {
    THE_SITE("site " + SITE) {
      @Override
      String enable(NetlifyIntegrationClient client) {
        return client.enableSiteIntegration(SITE);
      }

      @Override
      String enable(NetlifyIntegrationClient client, Object context) {
        return client.enableSiteIntegration(SITE, context);
      }

      @Override
      JsonObject context(NetlifyIntegrationClient client) {
        return client.getSiteIntegration(SITE).context();
      }

      @Override
      <T> T context(NetlifyIntegrationClient client, Class<T> type) {
        return client.getSiteIntegration(SITE).context(type);
      }

      @Override
      void update(NetlifyIntegrationClient client, Object context) {
        client.updateSiteIntegration(SITE, context);
      }

      @Override
      void disable(NetlifyIntegrationClient client) {
        client.disableSiteIntegration(SITE);
      }

      @Override
      void turn(NetlifyIntegrationClient client, boolean on) {
        if (on) {
          client.enableBuildEventHandlers(SITE);
        } else {
          client.disableBuildEventHandlers(SITE);
        }
      }

      @Override
      boolean isOn(NetlifyIntegrationClient client) {
        return client.getSiteIntegration(SITE).hasBuildHookEnabled();
      }
    },
    THE_TEAM("team " + TEAM) {
      @Override
      String enable(NetlifyIntegrationClient client) {
        return client.enableTeamIntegration(TEAM);
      }

      @Override
      String enable(NetlifyIntegrationClient client, Object context) {
        return client.enableTeamIntegration(TEAM, context);
      }

      @Override
      JsonObject context(NetlifyIntegrationClient client) {
        return client.getTeamIntegration(TEAM).context();
      }

      @Override
      <T> T context(NetlifyIntegrationClient client, Class<T> type) {
        return client.getTeamIntegration(TEAM).context(type);
      }

      @Override
      void update(NetlifyIntegrationClient client, Object context) {
        client.updateTeamIntegration(TEAM, context);
      }

      @Override
      void disable(NetlifyIntegrationClient client) {
        client.disableTeamIntegration(TEAM);
      }

      @Override
      void turn(NetlifyIntegrationClient client, boolean on) {
        if (on) {
          client.enableConnectors(TEAM);
        } else {
          client.disableConnectors(TEAM);
        }
      }

      @Override
      boolean isOn(NetlifyIntegrationClient client) {
        return client.getTeamIntegration(TEAM).hasConnectorsEnabled();
      }
    };

    /** How messages name it. */
    private final String words;

    On(String words) {
      this.words = words;
    }

    abstract String enable(NetlifyIntegrationClient client);

    abstract String enable(NetlifyIntegrationClient client, Object context);

    abstract JsonObject context(NetlifyIntegrationClient client);

    abstract <T> T context(NetlifyIntegrationClient client, Class<T> type);

    abstract void update(NetlifyIntegrationClient client, Object context);

    abstract void disable(NetlifyIntegrationClient client);

    abstract void turn(NetlifyIntegrationClient client, boolean on);

    abstract boolean isOn(NetlifyIntegrationClient client);
  }

  @Nested
  class Lifecycle {

    @ParameterizedTest
    @EnumSource
    void enablingStartsEmptyAndGivesATokenThatIsGoodThere(On target) {
      String token = target.enable(as(OWNER));

      assertThat(token).startsWith("slipi_");
      assertThat(target.context(as(OWNER))).isEqualTo(JsonObject.EMPTY);
      assertThat(target.isOn(as(OWNER))).isFalse();
      target.update(as(token), Map.of("by", "the installation"));
      assertThat(target.context(as(token)).string("by")).isEqualTo("the installation");
    }

    @ParameterizedTest
    @EnumSource
    void enablingTakesAFirstContext(On target) {
      target.enable(as(DEVELOPER), Map.of("custom_field", "custom_value"));

      assertThat(target.context(as(VIEWER))).hasToString("{\"custom_field\":\"custom_value\"}");
    }

    @ParameterizedTest
    @EnumSource
    void updatingReplacesTheWholeContextAndLeavesTheSwitch(On target) {
      target.enable(as(OWNER), Map.of("old", 1));
      target.turn(as(OWNER), true);

      target.update(as(OWNER), Map.of("new", 2));

      assertThat(target.context(as(OWNER))).hasToString("{\"new\":2}");
      assertThat(target.isOn(as(OWNER))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theSwitchGoesOnAndOffAndLeavesTheContext(On target) {
      target.enable(as(OWNER), Map.of("kept", true));

      for (boolean on : new boolean[] {true, true, false, false}) {
        target.turn(as(OWNER), on);
        assertThat(target.isOn(as(OWNER))).isEqualTo(on);
      }
      assertThat(target.context(as(OWNER))).hasToString("{\"kept\":true}");
    }

    @ParameterizedTest
    @EnumSource
    void disablingForgetsTheContextAndEndsTheToken(On target) {
      String token = target.enable(as(OWNER), Map.of("secret", "of before"));

      target.disable(as(OWNER));

      assertThatExceptionOfType(NotEnabled.class).isThrownBy(() -> target.context(as(OWNER)));
      assertThatExceptionOfType(Unauthorized.class).isThrownBy(() -> target.context(as(token)));
      target.enable(as(OWNER));
      assertThat(target.context(as(OWNER))).isEqualTo(JsonObject.EMPTY);
      assertThatExceptionOfType(Unauthorized.class).isThrownBy(() -> target.context(as(token)));
    }

    @Test
    void aSiteAndItsTeamKnowNothingOfEachOther() {
      On.THE_SITE.enable(as(OWNER), Map.of("on", "site"));
      On.THE_TEAM.enable(as(OWNER), Map.of("on", "team"));

      On.THE_TEAM.disable(as(OWNER));

      assertThat(On.THE_SITE.context(as(OWNER)).string("on")).isEqualTo("site");
    }
  }

  @Nested
  class ExactContexts {
    private static final String NUMBERS =
        "{\"z\":12345678901234567890,\"a\":1.10,\"e\":1e2,\"m\":-0.0,\"d\":0.1}";

    record Numbers(BigInteger z, BigDecimal a, @JsonProperty("e") JsonNumber lexeme) {}

    record Order(@JsonProperty("order_no") long number, List<BigDecimal> prices, JsonObject more) {}

    @ParameterizedTest
    @EnumSource
    void exactJsonKeepsEveryDigitAndItsOrder(On target) {
      target.enable(as(OWNER), JsonReader.readObject(NUMBERS));

      assertThat(target.context(as(OWNER))).hasToString(NUMBERS);
      target.update(as(OWNER), target.context(as(OWNER)));
      assertThat(target.context(as(OWNER))).hasToString(NUMBERS);
    }

    @ParameterizedTest
    @EnumSource
    void mapsKeepTheirNumbersAndTheirOrder(On target) {
      Map<String, Object> written = new LinkedHashMap<>();
      written.put("big", new BigInteger("98765432109876543210"));
      written.put("price", new BigDecimal("1.10"));
      written.put("long", Long.MIN_VALUE);
      written.put("a", List.of(1, "two", true));

      target.enable(as(OWNER), written);

      assertThat(target.context(as(OWNER)))
          .hasToString(
              "{\"big\":98765432109876543210,\"price\":1.10,\"long\":-9223372036854775808,"
                  + "\"a\":[1,\"two\",true]}");
    }

    @ParameterizedTest
    @EnumSource
    void recordsComeBackEqual(On target) {
      Order order =
          new Order(
              Long.MAX_VALUE,
              List.of(new BigDecimal("1.10"), new BigDecimal("0.3000")),
              JsonReader.readObject("{\"x\":1e2}"));

      target.enable(as(OWNER), order);

      assertThat(target.context(as(OWNER), Order.class)).isEqualTo(order);
      assertThat(target.context(as(OWNER)))
          .hasToString(
              "{\"order_no\":9223372036854775807,\"prices\":[1.10,0.3000],\"more\":{\"x\":1e2}}");
    }

    @Test
    void aRecordReadsWhatAnotherProgramWrote() {
      On.THE_SITE.enable(as(OWNER));
      platform.ask("PUT", ON_SITE, OWNER, "{\"config\":" + NUMBERS + "}");

      assertThat(On.THE_SITE.context(as(OWNER), Numbers.class))
          .isEqualTo(
              new Numbers(
                  new BigInteger("12345678901234567890"),
                  new BigDecimal("1.10"),
                  new JsonNumber("1e2")));
    }

    @Test
    void aContextThatDoesNotFitTheRecordIsToldWithItsPlace() {
      On.THE_SITE.enable(as(OWNER), Map.of("order_no", "not a number"));

      assertThatExceptionOfType(InvalidContext.class)
          .isThrownBy(() -> On.THE_SITE.context(as(OWNER), Order.class))
          .satisfies(it -> assertThat(it.pointer()).isEqualTo("/order_no"))
          .withMessageNotContaining("not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "[1]"})
    void whatIsNoObjectIsNotEvenSent(String notAnObject) {
      On.THE_SITE.enable(as(OWNER), Map.of("kept", 1));

      assertThatExceptionOfType(InvalidContext.class)
          .isThrownBy(() -> On.THE_SITE.update(as(OWNER), notAnObject))
          .withMessageContainingAll(SLUG, "site site-www", "JSON object");
      assertThat(On.THE_SITE.context(as(OWNER))).hasToString("{\"kept\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void aContextThatIsTooLargeIsRefusedWithTheLimit(On target) {
      target.enable(as(OWNER), Map.of("kept", 1));
      Map<String, String> large =
          Map.of("a", "x".repeat(260_000), "b", "y".repeat(260_000), "c", "z".repeat(260_000));

      assertThatExceptionOfType(InvalidContext.class)
          .isThrownBy(() -> target.update(as(OWNER), large))
          .withMessageContainingAll(SLUG, target.words, "524288", "context_too_large");
      assertThat(target.context(as(OWNER))).hasToString("{\"kept\":1}");
    }
  }

  @Nested
  class Refusals {

    @ParameterizedTest
    @EnumSource
    void whatIsNotEnabledSaysWhereAndWhatToDo(On target) {
      List<Runnable> asks =
          List.of(
              () -> target.context(as(OWNER)),
              () -> target.update(as(OWNER), Map.of()),
              () -> target.turn(as(OWNER), true),
              () -> target.turn(as(OWNER), false),
              () -> target.disable(as(OWNER)));

      for (Runnable ask : asks) {
        assertThatExceptionOfType(NotEnabled.class)
            .isThrownBy(ask::run)
            .withMessage(
                "cool-integration is not enabled on %s: enable it there first.", target.words)
            .satisfies(it -> assertThat(it.requestId()).isPresent());
      }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsEnabledAlreadySaysWhereAndWhatToDo(On target) {
      target.enable(as(OWNER), Map.of("kept", 1));

      assertThatExceptionOfType(AlreadyEnabled.class)
          .isThrownBy(() -> target.enable(as(OWNER), Map.of("kept", 2)))
          .withMessage(
              "cool-integration is already enabled on %s: update it instead.", target.words);
      assertThat(target.context(as(OWNER))).hasToString("{\"kept\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsNoGoodSaysWhyThatMayBe(On target) {
      for (String token : List.of(UNKNOWN, EXPIRED)) {
        assertThatExceptionOfType(Unauthorized.class)
            .isThrownBy(() -> target.enable(as(token)))
            .withMessageContainingAll(
                SLUG, target.words, platform.url().toString(), "wrong, revoked or expired")
            .withMessageNotContaining(token);
      }
    }

    @ParameterizedTest
    @EnumSource
    void anIntegrationThatIsNotThereSaysToRegisterIt(On target) {
      for (String slug : List.of("nobody-registered-this", "private-of-others")) {
        assertThatExceptionOfType(Unauthorized.class)
            .isThrownBy(() -> target.enable(as(OWNER, slug)))
            .withMessageContainingAll(slug, target.words, "register it there, or mend its slug");
      }
    }

    @ParameterizedTest
    @EnumSource
    void aViewersWritesAreRefusedWithTheRole(On target) {
      target.enable(as(OWNER), Map.of("kept", 1));
      List<Runnable> asks =
          List.of(
              () -> target.enable(as(VIEWER)),
              () -> target.update(as(VIEWER), Map.of()),
              () -> target.turn(as(VIEWER), true),
              () -> target.disable(as(VIEWER)));

      for (Runnable ask : asks) {
        refused(ask, 403, "insufficient_role", target.words, "viewer");
      }
      assertThat(target.context(as(OWNER))).hasToString("{\"kept\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void aStrangerIsToldThatThereIsNoSuchThing(On target) {
      target.enable(as(OWNER));

      refused(() -> target.context(as(STRANGER)), 404, "not_found", target.words);
      refused(() -> target.disable(as(STRANGER)), 404, "not_found", target.words);
    }

    @Test
    void theWrongLevelIsTold() {
      refused(
          () -> On.THE_TEAM.enable(as(OWNER, "site-only")), 422, "wrong_level", "team team-acme");
      refused(
          () -> On.THE_SITE.enable(as(OWNER, "team-only"), Map.of("a", 1)),
          422,
          "wrong_level",
          "site site-www");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../x", "ä", "site-www?slug=x"})
    void anIdThatCannotBeOneIsNotSent(String id) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> as(OWNER).getSiteIntegration(id));
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> as(OWNER).getTeamIntegration(id));
    }

    @ParameterizedTest
    @EnumSource
    void aPlatformThatIsGoneIsNamed(On target) {
      platform.close();

      assertThatExceptionOfType(Unreachable.class)
          .isThrownBy(() -> target.context(as(OWNER)))
          .withMessageContainingAll(
              platform.url().toString(),
              SLUG,
              target.words.replace(' ', '/'),
              "Is it running there?")
          .satisfies(it -> assertThat(it.address()).isEqualTo(platform.url()))
          .withMessageNotContaining(OWNER);
    }

    @Test
    void noMessageHoldsAToken() {
      assertThat(as(OWNER).toString()).doesNotContain(OWNER).contains(SLUG);
    }

    private static void refused(Runnable ask, int status, String code, String... words) {
      assertThatExceptionOfType(Refused.class)
          .isThrownBy(ask::run)
          .withMessageContainingAll(words)
          .satisfies(
              it -> {
                assertThat(it.status()).isEqualTo(status);
                assertThat(it.code()).isEqualTo(code);
                assertThat(it).isInstanceOf(IntegrationApiException.class);
              });
    }
  }

  private NetlifyIntegrationClient as(String token) {
    return as(token, SLUG);
  }

  private NetlifyIntegrationClient as(String token, String slug) {
    return new NetlifyIntegrationClient(platform.url(), slug, token);
  }
}
