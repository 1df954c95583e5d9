package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipjoint.protocol.json.JsonReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerResponseTest {
  record Status(@JsonProperty("is_on") boolean on, Optional<String> why, Instant since) {}

  @Test
  void jsonIsMadeOfWhateverAnAuthorHas() {
    assertThat(HandlerResponse.json(Map.of("price", new BigDecimal("1.10"))).body())
        .contains("{\"price\":1.10}");
    assertThat(HandlerResponse.json(new Status(true, Optional.empty(), Instant.EPOCH)).body())
        .contains("{\"is_on\":true,\"why\":null,\"since\":\"1970-01-01T00:00:00Z\"}");
    assertThat(HandlerResponse.json(JsonReader.readObject("{\"a\":1e2}")).body())
        .contains("{\"a\":1e2}");
    assertThat(HandlerResponse.json(List.of(1, "two")).body()).contains("[1,\"two\"]");
    assertThat(HandlerResponse.json(null).body()).contains("null");
  }

  @Test
  void jsonIsNotMadeOfWhatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandlerResponse.json(Map.of("a", Double.POSITIVE_INFINITY)));
    assertThatIllegalArgumentException().isThrownBy(() -> HandlerResponse.json(new Object()));
  }

  @Test
  void theFactoriesSayWhatTheyMean() {
    assertThat(HandlerResponse.ok().status()).isEqualTo(200);
    assertThat(HandlerResponse.status(204).body()).isEmpty();
    assertThat(HandlerResponse.text("hi").headers())
        .containsEntry("content-type", List.of("text/plain; charset=utf-8"));
  }

  @Test
  void headersMayStandMoreThanOnceButTheContentTypeMayNot() {
    HandlerResponse response =
        HandlerResponse.json(Map.of())
            .withHeader("Set-Cookie", "a=1")
            .withHeader("set-cookie", "b=2")
            .withHeader("Content-Type", "application/problem+json");

    assertThat(response.headers())
        .containsEntry("set-cookie", List.of("a=1", "b=2"))
        .containsEntry("content-type", List.of("application/problem+json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "\0", "snowman ☃"})
  void aHeaderThatWouldBreakTheAnswerIsRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandlerResponse.ok().withHeader("x-name", value));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandlerResponse.ok().withHeader("x:" + value, "v"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 199, 600, -1})
  void aStatusThatNobodyCanSendIsRefused(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> HandlerResponse.status(status));
  }
}
