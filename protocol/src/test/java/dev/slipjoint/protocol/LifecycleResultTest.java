package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.LifecycleResult.Accepted;
import dev.slipjoint.protocol.LifecycleResult.Failed;
import dev.slipjoint.protocol.LifecycleResult.Ok;
import dev.slipjoint.protocol.LifecycleResult.Reauth;
import dev.slipjoint.protocol.LifecycleResult.Rejected;
import dev.slipjoint.protocol.LifecycleResult.RetryLater;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleResultTest {
  private static final String JSON = "application/json";

  @ParameterizedTest
  @CsvSource({
    "200,Ok",
    "201,Ok",
    "204,Ok",
    "299,Ok",
    "202,Accepted",
    "429,RetryLater",
    "502,RetryLater",
    "503,RetryLater",
    "504,RetryLater",
    "400,Rejected",
    "401,Rejected",
    "404,Rejected",
    "422,Rejected",
    "499,Rejected",
    "500,Failed",
    "501,Failed",
    "505,Failed",
    "599,Failed",
    "100,Failed",
    "302,Failed",
    "0,Failed",
    "-200,Failed",
    "999,Failed"
  })
  void isWhatTheStatusSaysOfAnAnswerThatSaysNothingElse(int status, String result) {
    assertThat(of(status, "", "").getClass().getSimpleName()).isEqualTo(result);
    assertThat(of(status, JSON, "{\"result\":\"later words\"}"))
        .isEqualTo(of(status, JSON, "{\"result\":7}"))
        .isEqualTo(of(status, "", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 302, 401, 422, 500, 503})
  void isWhatTheBodySaysWhateverTheStatusIs(int status) {
    Optional<String> why = Optional.of("why");

    assertThat(of(status, JSON, "{\"result\":\"ok\"}")).isEqualTo(new Ok());
    assertThat(of(status, JSON, "{\"result\":\"accepted\"}")).isEqualTo(new Accepted());
    assertThat(of(status, JSON, "{\"result\":\"retryLater\",\"reason\":\"why\"}"))
        .isEqualTo(new RetryLater(Optional.empty(), why));
    assertThat(of(status, JSON, "{\"result\":\"reject\",\"reason\":\"why\"}"))
        .isEqualTo(new Rejected(why));
    assertThat(of(status, JSON, "{\"result\":\"reauth\",\"reason\":\"why\"}"))
        .isEqualTo(new Reauth(why));
  }

  @Test
  void isWhatTheBodySaysWhateverItsTypeIs() {
    assertThat(of(200, "text/html", "{\"result\":\"reject\"}"))
        .isEqualTo(of(200, "", "{\"result\":\"reject\"}"))
        .isEqualTo(new Rejected(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "30,30", "999999999,999999999"})
  void isToBeAskedForAgainWhenTheAnswerSays(String header, long seconds) {
    Optional<Duration> after = Optional.of(Duration.ofSeconds(seconds));

    assertThat(LifecycleResult.of(429, "", header, new byte[0]))
        .isEqualTo(new RetryLater(after, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "1.5", "soon", "9999999999", "Wed, 21 Oct 2015 07:28:00 GMT", "٣"})
  void isToBeAskedForAgainAtLeisureWhereTheAnswerSaysNothingUseful(String header) {
    assertThat(LifecycleResult.of(503, "", header, new byte[0]))
        .isEqualTo(new RetryLater(Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reason\":\"No.\",\"message\":\"x\",\"error\":\"y\"}",
        "{\"reason\":1,\"message\":\"No.\",\"error\":\"y\"}",
        "{\"reason\":\" \",\"message\":[\"x\"],\"error\":\"No.\"}",
        "{\"error\":\"\\n No.\\u0007\"}"
      })
  void hasTheFirstReasonThatTheBodyGives(String body) {
    assertThat(of(422, JSON, body)).isEqualTo(new Rejected(Optional.of("No.")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "TEXT/Plain; charset=utf-8", "text/plain ;x=y"})
  void hasAPlainTextForAReason(String contentType) {
    assertThat(of(422, contentType, "No.")).isEqualTo(new Rejected(Optional.of("No.")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/html", "text/plainer", "application/json"})
  void hasNoOtherTextForAReason(String contentType) {
    assertThat(of(422, contentType, "<b>No.</b>")).isEqualTo(new Rejected(Optional.empty()));
  }

  @Test
  void showsNothingOfAFailure() {
    assertThat(of(500, "text/plain", "at dev.cool.Secrets")).isEqualTo(new Failed());
  }

  @Test
  void showsAReasonOnOneLineAndInOneDirection() {
    assertThat(of(422, "text/plain", "a\r\nb\tc\u2028d\u202Ee\u2066f\u0085g"))
        .isEqualTo(new Rejected(Optional.of("a  b c d e f g")));
  }

  @Test
  void cutsALongReasonBetweenCharacters() {
    assertThat(of(422, "text/plain", "x".repeat(499) + "😀y"))
        .isEqualTo(new Rejected(Optional.of("x".repeat(499))));
    assertThat(of(422, "text/plain", "x".repeat(498) + "😀y"))
        .isEqualTo(new Rejected(Optional.of("x".repeat(498) + "😀")));
  }

  @Test
  void isThereForWhateverIsSent() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[random.nextInt(40)];
      random.nextBytes(body);
      if (body.length > 0 && random.nextBoolean()) {
        body[0] = '{';
      }
      String header = new String(body, StandardCharsets.ISO_8859_1);
      assertThat(LifecycleResult.of(random.nextInt(), header, header, body)).isNotNull();
      assertThat(LifecycleResult.of(422, "text/plain", header, body)).isInstanceOf(Rejected.class);
    }
    assertThat(of(422, JSON, "[".repeat(1_000_000))).isEqualTo(new Rejected(Optional.empty()));
    assertThat(of(422, JSON, "{\"a\":1e999999999999}")).isEqualTo(new Rejected(Optional.empty()));
  }

  private static LifecycleResult of(int status, String contentType, String body) {
    return LifecycleResult.of(status, contentType, "", body.getBytes(StandardCharsets.UTF_8));
  }
}
