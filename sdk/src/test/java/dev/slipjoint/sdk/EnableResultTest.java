package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipjoint.protocol.LifecycleResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnableResultTest {
  static final Optional<String> WHY = Optional.of("Why \"not\".");

  @Test
  void isUnderstoodAsItIsMeant() {
    assertThat(understood(EnableResult.ok())).isEqualTo(new LifecycleResult.Ok());
    assertThat(understood(EnableResult.accepted())).isEqualTo(new LifecycleResult.Accepted());
    assertThat(understood(EnableResult.retryLater(Duration.ofMinutes(2), WHY.get())))
        .isEqualTo(new LifecycleResult.RetryLater(Optional.of(Duration.ofMinutes(2)), WHY));
    assertThat(understood(EnableResult.reject(WHY.get())))
        .isEqualTo(new LifecycleResult.Rejected(WHY));
    assertThat(understood(EnableResult.reauth(WHY.get())))
        .isEqualTo(new LifecycleResult.Reauth(WHY));
  }

  @Test
  void isAPlainResponseOfTheStatusThatMeansTheSame() {
    assertThat(EnableResult.ok().status()).isEqualTo(200);
    assertThat(EnableResult.ok().body()).contains("{\"result\":\"ok\"}");
    assertThat(EnableResult.accepted().status()).isEqualTo(202);
    assertThat(EnableResult.retryLater(Duration.ZERO, "x").status()).isEqualTo(503);
    assertThat(EnableResult.reject("x").status()).isEqualTo(422);
    assertThat(EnableResult.reject("x").body())
        .contains("{\"result\":\"reject\",\"reason\":\"x\"}");
    assertThat(EnableResult.reauth("x").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"PT0S,0", "PT0.001S,1", "PT1S,1", "PT1.000000001S,2", "PT1H,3600"})
  void asksForNoMoreThanASecondTooMuch(Duration after, String seconds) {
    assertThat(EnableResult.retryLater(after, "x").headers())
        .containsEntry("retry-after", List.of(seconds));
  }

  @Test
  void doesNotAskForThePast() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnableResult.retryLater(Duration.ofMillis(-1), "x"));
  }

  private static LifecycleResult understood(HandlerResponse answer) {
    return LifecycleResult.of(
        answer.status(),
        answer.headers().get("content-type").getFirst(),
        answer.headers().getOrDefault("retry-after", List.of("")).getFirst(),
        answer.bodyBytes());
  }
}
