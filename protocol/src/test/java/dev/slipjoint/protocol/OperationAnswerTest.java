package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationAnswerTest {
  private static final String UNDER_WAY =
      "{\"id\":\"op_1\",\"kind\":\"disable\",\"state\":\"disabling\",\"target\":\"team/acme\","
          + "\"teamId\":\"acme\",\"integration\":\"cool\",\"attempts\":2,"
          + "\"startedAt\":\"2026-01-02T03:04:05Z\",\"nextAttemptAt\":\"2026-01-02T03:05:05Z\"}";
  private static final String FAILED =
      "{\"id\":\"op_1\",\"kind\":\"enable\",\"state\":\"failed\",\"target\":\"site/www\","
          + "\"siteId\":\"www\",\"integration\":\"cool\",\"reason\":\"No.\",\"code\":\"rejected\","
          + "\"attempts\":1,\"startedAt\":\"2026-01-02T03:04:05Z\","
          + "\"endedAt\":\"2026-01-02T03:04:06.789Z\"}";
  private static final String WITH_A_TOKEN =
      "{\"id\":\"op_1\",\"kind\":\"enable\",\"state\":\"enabled\",\"target\":\"site/www\","
          + "\"siteId\":\"www\",\"integration\":\"cool\",\"attempts\":0,"
          + "\"startedAt\":\"2026-01-02T03:04:05Z\",\"endedAt\":\"2026-01-02T03:04:05Z\","
          + "\"token\":\"slipi_secret\"}";

  @ParameterizedTest
  @ValueSource(strings = {UNDER_WAY, FAILED, WITH_A_TOKEN})
  void isReadAsItIsWritten(String json) {
    OperationAnswer answer = OperationAnswer.from(JsonReader.readObject(json));

    assertThat(answer.toJson()).hasToString(json);
    assertThat(OperationAnswer.from(answer.toJson())).isEqualTo(answer);
  }

  @Test
  void hidesTheToken() {
    assertThat(OperationAnswer.from(JsonReader.readObject(WITH_A_TOKEN)).toString())
        .contains("op_1", "enabled", "site www")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"op_1=", "\"enable\"=\"x\"", "failed=stuck", "2026=x", "siteId=siteid"})
  void isRefusedWithAWrongMember(String change) {
    String[] fromTo = change.split("=", 2);
    String wrong = FAILED.replace(fromTo[0], fromTo[1]).replace("\"id\":\"\"", "\"id\":1");

    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> OperationAnswer.from(JsonReader.readObject(wrong)));
  }

  @ParameterizedTest
  @EnumSource(OperationState.class)
  void hasAStateThatIsKnownByItsName(OperationState state) {
    assertThat(OperationState.ofWireName(state.wireName())).contains(state);
    assertThat(state.isFinal()).isEqualTo(state.wireName().endsWith("ed"));
  }
}
