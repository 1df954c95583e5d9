package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallStatementTest {
  private static final String ON_A_TEAM =
      "{\"callId\":\"call_1\",\"integration\":\"cool\",\"handler\":\"f\",\"method\":\"GET\","
          + "\"teamId\":\"team-acme\",\"user\":\"u1\",\"kind\":\"user\",\"role\":\"viewer\"}";
  private static final String IN_AN_OPERATION =
      "{\"callId\":\"call_1\",\"integration\":\"cool\",\"handler\":\"on-enable\","
          + "\"method\":\"POST\",\"teamId\":\"team-acme\",\"siteId\":\"site-www\",\"user\":\"u1\","
          + "\"kind\":\"installation\",\"role\":\"owner\","
          + "\"operation\":{\"id\":\"op_1\",\"kind\":\"enable\"}}";

  @ParameterizedTest
  @ValueSource(strings = {ON_A_TEAM, IN_AN_OPERATION})
  void isReadAsItIsWritten(String json) {
    CallStatement statement = CallStatement.from(JsonReader.readObject(json));

    assertThat(statement.toJson()).hasToString(json);
    assertThat(CallStatement.ofHeaderText(statement.headerText())).isEqualTo(statement);
    assertThat(statement.headerText()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void isAboutASiteOrElseATeam() {
    assertThat(read(ON_A_TEAM).target()).isEqualTo(Target.team("team-acme"));
    assertThat(read(IN_AN_OPERATION).target()).isEqualTo(Target.site("site-www"));
    assertThat(read(IN_AN_OPERATION).operation())
        .isEqualTo(Optional.of(new CallStatement.Operation("op_1", OperationKind.ENABLE)));
  }

  @Test
  void isReadWithMembersThatLaterPlatformsAdd() {
    assertThat(read(ON_A_TEAM.replace("{", "{\"later\":[],"))).isEqualTo(read(ON_A_TEAM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "!", "=", "e30", "W10", "bnVsbA", "eyJhIjoxfQ==", "eyJhIjoxLCJhIjoxfQ", "_w"})
  void isRefusedWhereItIsNone(String headerText) {
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> CallStatement.ofHeaderText(headerText));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"call_1\"=1",
        "\"cool\"=\"Not A Slug\"",
        "\"team-acme\"=\"../x\"",
        "\"site-www\"=null",
        "\"u1\"=\"\"",
        "\"enable\"=\"upgrade\"",
        "{\"id\":\"op_1\",\"kind\":\"enable\"}=[]",
        "\"role\"=\"roll\""
      })
  void isRefusedWithAWrongMember(String change) {
    String[] fromTo = change.split("=", 2);
    String wrong = IN_AN_OPERATION.replace(fromTo[0], fromTo[1]);

    assertThat(wrong).isNotEqualTo(IN_AN_OPERATION);
    assertThatExceptionOfType(JsonRefused.class).isThrownBy(() -> read(wrong));
  }

  private static CallStatement read(String json) {
    return CallStatement.ofHeaderText(
        Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
  }
}
