package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonRefused.Reason;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

  private static JsonObject json(String text) {
    return JsonReader.readObject(text);
  }

  private static void assertRefused(Reason reason, String pointer, ThrowingCallable reading) {
    JsonRefused refusal = catchThrowableOfType(JsonRefused.class, reading);
    assertThat(refusal).as("the refusal").isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.pointer()).isEqualTo(pointer);
  }

  @Nested
  class Enabling {

    @Test
    void beginsWithTheContextThatIsSent() {
      assertThat(EnableRequest.from(json("{\"config\":{\"a\":1.10}}")).config())
          .hasToString("{\"a\":1.10}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"token\":\"x\",\"scopes\":\"all\"}",
          "{\"has_build_hook_enabled\":true,\"has_connectors_enabled\":\"no\"}",
          "{\"Config\":{\"a\":1}}"
        })
    void beginsWithNothingIfNoContextIsSentWhateverElseIs(String body) {
      assertThat(EnableRequest.from(json(body)).config()).isEqualTo(JsonObject.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"{}\"", "1", "true"})
    void takesOnlyAnObjectForAContext(String config) {
      assertRefused(
          Reason.CONFIG_NOT_OBJECT,
          "/config",
          () -> EnableRequest.from(json("{\"config\":" + config + "}")));
    }

    @Test
    void isReadAsItIsWritten() {
      EnableRequest request = new EnableRequest(json("{\"a\":{\"config\":null}}"));

      assertThat(request.toJson()).hasToString("{\"config\":{\"a\":{\"config\":null}}}");
      assertThat(EnableRequest.from(request.toJson())).isEqualTo(request);
    }
  }

  @Nested
  class Updating {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"config\":{}}",
          "{\"config\":{\"a\":1}}",
          "{\"has_build_hook_enabled\":true}",
          "{\"has_build_hook_enabled\":false}",
          "{\"has_connectors_enabled\":false}",
          "{\"config\":{},\"has_build_hook_enabled\":true,\"has_connectors_enabled\":true}"
        })
    void isReadAsItIsWritten(String body) {
      assertThat(UpdateRequest.ofTeam(json(body)).toJson()).hasToString(body);
    }

    @Test
    void leavesAloneWhatIsAbsent() {
      JsonObject config = json("{\"a\":1}");

      assertThat(UpdateRequest.ofTeam(json("{\"config\":{\"a\":1},\"other\":2}")))
          .isEqualTo(UpdateRequest.ofContext(config))
          .isEqualTo(new UpdateRequest(Optional.of(config), Optional.empty(), Optional.empty()));
      assertThat(UpdateRequest.ofTeam(json("{\"has_build_hook_enabled\":false}")))
          .isEqualTo(UpdateRequest.ofBuildHook(false));
      assertThat(UpdateRequest.ofTeam(json("{\"has_connectors_enabled\":true}")))
          .isEqualTo(UpdateRequest.ofConnectors(true));
    }

    @Test
    void ofASiteKnowsNoConnectors() {
      assertRefused(
          Reason.NOTHING_TO_CHANGE,
          "",
          () -> UpdateRequest.ofSite(json("{\"has_connectors_enabled\":true}")));
      assertThat(
              UpdateRequest.ofSite(
                  json("{\"has_build_hook_enabled\":true,\"has_connectors_enabled\":true}")))
          .isEqualTo(UpdateRequest.ofBuildHook(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"other\":1}", "{\"CONFIG\":{}}", "{\"hasBuildHook\":true}"})
    void namesAtLeastOneThingToChange(String body) {
      assertRefused(Reason.NOTHING_TO_CHANGE, "", () -> UpdateRequest.ofTeam(json(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"\"", "0"})
    void takesOnlyAnObjectForAContext(String config) {
      assertRefused(
          Reason.CONFIG_NOT_OBJECT,
          "/config",
          () -> UpdateRequest.ofTeam(json("{\"config\":" + config + "}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"true\"", "1", "0", "{}", "[]"})
    void takesOnlyTrueOrFalseForASwitch(String value) {
      for (String name : new String[] {"has_build_hook_enabled", "has_connectors_enabled"}) {
        assertRefused(
            Reason.WRONG_TYPE,
            "/" + name,
            () -> UpdateRequest.ofTeam(json("{\"config\":{},\"" + name + "\":" + value + "}")));
      }
    }
  }

  @Nested
  class Reading {

    private static final String SHADOWING =
        "{\"config\":1,\"has_build_hook_enabled\":2,\"has_connectors_enabled\":3,\"z\":4,\"a\":5}";

    @Test
    void hasNoConnectorsOnASite() {
      assertThat(new IntegrationAnswer(json("{\"a\":1}"), true, Optional.empty()).toJson())
          .hasToString("{\"config\":{\"a\":1},\"has_build_hook_enabled\":true}");
    }

    @Test
    void hasConnectorsOnATeam() {
      assertThat(new IntegrationAnswer(JsonObject.EMPTY, false, Optional.of(true)).toJson())
          .hasToString(
              "{\"config\":{},\"has_build_hook_enabled\":false,\"has_connectors_enabled\":true}");
    }

    @Test
    void showsTheContextsMembersBesideTheEnvelopeToo() {
      assertThat(
              new IntegrationAnswer(json("{\"z\":1,\"a\":[2]}"), true, Optional.empty())
                  .toMirroredJson())
          .hasToString(
              "{\"config\":{\"z\":1,\"a\":[2]},\"has_build_hook_enabled\":true,\"z\":1,\"a\":[2]}");
    }

    @Test
    void neverLetsAContextHideTheEnvelope() {
      assertThat(new IntegrationAnswer(json(SHADOWING), true, Optional.of(false)).toMirroredJson())
          .hasToString(
              "{\"config\":"
                  + SHADOWING
                  + ",\"has_build_hook_enabled\":true,\"has_connectors_enabled\":false"
                  + ",\"z\":4,\"a\":5}");
    }

    @Test
    void neverLetsASitesContextForgeConnectors() {
      IntegrationAnswer answer =
          new IntegrationAnswer(json("{\"has_connectors_enabled\":true}"), false, Optional.empty());

      assertThat(answer.toMirroredJson().find("has_connectors_enabled")).isEmpty();
    }

    @Test
    void isReadAsItIsWrittenMirroredOrNot() {
      for (String config : new String[] {"{}", "{\"a\":1}", SHADOWING}) {
        for (Optional<Boolean> connectors : List.of(Optional.<Boolean>empty(), Optional.of(true))) {
          IntegrationAnswer answer = new IntegrationAnswer(json(config), true, connectors);

          assertThat(IntegrationAnswer.from(answer.toJson())).isEqualTo(answer);
          assertThat(IntegrationAnswer.from(answer.toMirroredJson())).isEqualTo(answer);
        }
      }
    }

    @Test
    void isTheSameTextPutTogetherOutOfTheContextsText() {
      for (String config :
          new String[] {"{}", "{\"a\":1}", SHADOWING, "{\"a\":{\"config\":\"config\"},\"b\":[]}"}) {
        for (Optional<Boolean> connectors : List.of(Optional.<Boolean>empty(), Optional.of(true))) {
          IntegrationAnswer answer = new IntegrationAnswer(json(config), true, connectors);
          String canonical = answer.config().toString();

          assertThat(answer.toJson())
              .hasToString(IntegrationAnswer.text(canonical, true, connectors));
          assertThat(answer.toMirroredJson())
              .hasToString(IntegrationAnswer.mirroredText(canonical, true, connectors));
        }
      }
    }

    @Test
    void ofAnotherPlatformMayLackWhatIsEmptyOrOff() {
      assertThat(IntegrationAnswer.from(json("{\"id\":1}")))
          .isEqualTo(new IntegrationAnswer(JsonObject.EMPTY, false, Optional.empty()));
    }

    @Test
    void refusesOtherTypes() {
      assertRefused(
          Reason.CONFIG_NOT_OBJECT,
          "/config",
          () -> IntegrationAnswer.from(json("{\"config\":null}")));
      assertRefused(
          Reason.WRONG_TYPE,
          "/has_build_hook_enabled",
          () -> IntegrationAnswer.from(json("{\"has_build_hook_enabled\":null}")));
    }
  }

  @Nested
  class Tokens {

    @Test
    void areHiddenWhereTheyCouldBeLogged() {
      assertThat(new TokenAnswer("slipi_c4n4ry").toString())
          .isEqualTo("TokenAnswer[***]")
          .doesNotContain("c4n4ry");
    }

    @Test
    void areReadAsTheyAreWritten() {
      TokenAnswer answer = new TokenAnswer("slipi_x");

      assertThat(answer.toJson()).hasToString("{\"token\":\"slipi_x\"}");
      assertThat(TokenAnswer.from(answer.toJson())).isEqualTo(answer);
    }

    @Test
    void mustBeThereAndAText() {
      assertRefused(Reason.WRONG_TYPE, "", () -> TokenAnswer.from(JsonObject.EMPTY));
      assertRefused(Reason.WRONG_TYPE, "/token", () -> TokenAnswer.from(json("{\"token\":null}")));
    }
  }

  @Nested
  class Callers {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"kind\":\"user\",\"user\":\"ann\",\"role\":\"owner\"}",
          "{\"kind\":\"installation\",\"user\":\"ann\"}"
        })
    void areReadAsTheyAreWritten(String body) {
      assertThat(CallerAnswer.from(json(body)).toJson()).hasToString(body);
    }

    @Test
    void haveAKindAndAUser() {
      assertRefused(Reason.WRONG_TYPE, "", () -> CallerAnswer.from(json("{\"kind\":\"user\"}")));
      assertRefused(Reason.WRONG_TYPE, "", () -> CallerAnswer.from(json("{\"user\":\"ann\"}")));
      assertRefused(
          Reason.WRONG_TYPE,
          "/role",
          () -> CallerAnswer.from(json("{\"kind\":\"user\",\"user\":\"ann\",\"role\":null}")));
    }
  }

  @Nested
  class Errors {

    private static final String FULL =
        "{\"error\":\"too_deep\",\"msg\":\"Nested more than 64 deep.\",\"status\":400,"
            + "\"requestId\":\"r1\",\"pointer\":\"/a/0\",\"limit\":64}";

    @Test
    void areReadAsTheyAreWritten() {
      ErrorBody error = ErrorBody.from(json(FULL));

      assertThat(error.error()).isEqualTo("too_deep");
      assertThat(error.msg()).isEqualTo("Nested more than 64 deep.");
      assertThat(error.status()).isEqualTo(400);
      assertThat(error.requestId()).isEqualTo("r1");
      assertThat(error.facts())
          .containsExactly(
              Map.entry("pointer", new JsonString("/a/0")), Map.entry("limit", JsonNumber.of(64)));
      assertThat(error.toJson()).hasToString(FULL);
    }

    @Test
    void keepWhatTheyAreEvenIfAFactHasTheSameName() {
      Map<String, JsonValue> facts = new LinkedHashMap<>();
      facts.put("status", JsonNumber.of(200));
      facts.put("limit", JsonNumber.of(1));

      assertThat(new ErrorBody("gone", "It is gone.", 404, "r1", facts).toJson())
          .hasToString(
              "{\"error\":\"gone\",\"msg\":\"It is gone.\",\"status\":404,"
                  + "\"requestId\":\"r1\",\"limit\":1}");
    }

    @Test
    void keepTheFactsTheyWereMadeWith() {
      Map<String, JsonValue> facts = new LinkedHashMap<>();
      ErrorBody error = new ErrorBody("gone", "It is gone.", 404, "r1", facts);
      facts.put("limit", JsonNumber.of(1));

      assertThat(error.facts()).isEmpty();
      assertThatThrownBy(() -> error.facts().put("limit", JsonNumber.of(1)))
          .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void ofAnotherPlatformMayLackAnything() {
      assertThat(ErrorBody.from(json("{\"message\":\"no\"}")))
          .isEqualTo(new ErrorBody("", "", 0, "", Map.of("message", new JsonString("no"))));
      assertThat(ErrorBody.from(json("{\"status\":\"404\"}")).status()).isZero();
    }

    @Test
    void refuseOtherTypes() {
      assertRefused(Reason.WRONG_TYPE, "/msg", () -> ErrorBody.from(json("{\"msg\":1}")));
      assertRefused(Reason.WRONG_TYPE, "/error", () -> ErrorBody.from(json("{\"error\":{}}")));
    }
  }
}
