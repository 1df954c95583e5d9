package dev.slipjoint.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.server.connection.OpenConnection.Slowness;
import dev.slipjoint.server.connection.OpenConnection.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A connection's times, without a connection. */
class OpenConnectionTest {
  private static final int RATE = 1000;
  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(
          100,
          TrustedProxies.parse(""),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          RATE,
          Duration.ofSeconds(30));

  private final OpenConnection connection = new OpenConnection(LIMITS, 0);

  private static long at(double seconds) {
    return (long) (seconds * 1_000_000_000);
  }

  private Verdict verdictAt(double seconds) {
    return connection.verdict(at(seconds));
  }

  @Test
  void maySayNothingForAMinute() {
    connection.waits(0);

    assertThat(verdictAt(60)).isEqualTo(Verdict.FINE);
    assertThat(verdictAt(60.1)).isEqualTo(Verdict.END_OF_INPUT);
    assertThat(connection.isCut()).isTrue();
    assertThat(connection.tooSlowOver()).isEqualTo(Slowness.NOTHING);
  }

  @Test
  void hasTenSecondsForItsHeadHoweverOftenItSaysSomething() {
    for (int second = 50; second < 60; second++) {
      connection.waits(at(second));
      connection.received(1, at(second + 1));
    }

    assertThat(verdictAt(61)).isEqualTo(Verdict.FINE);
    assertThat(verdictAt(61.1)).isEqualTo(Verdict.END_OF_INPUT);
  }

  @Test
  void isIdleAgainOnceItIsAnswered() {
    connection.received(100, at(1));
    connection.headRead(at(2));
    connection.answered(at(100));

    assertThat(verdictAt(160)).isEqualTo(Verdict.FINE);
    assertThat(verdictAt(160.1)).isEqualTo(Verdict.END_OF_INPUT);
  }

  @Test
  void mayTakeItsTimeOverAnAnswerThatNobodyWaitsForItsBodyOf() {
    connection.received(100, at(1));
    connection.headRead(at(2));

    assertThat(verdictAt(3600)).isEqualTo(Verdict.FINE);
  }

  @Test
  void mustBringABodyWithinThirtySecondsOfWaiting() {
    connection.headRead(0);
    for (int i = 0; i < 30; i++) {
      connection.waits(at(10 * i)); // and nine seconds of every ten nobody waits
      connection.received(2 * RATE, at(10 * i + 1));
    }

    assertThat(verdictAt(300)).isEqualTo(Verdict.FINE);
    connection.waits(at(300));
    assertThat(verdictAt(300.1)).isEqualTo(Verdict.END_OF_INPUT);
    assertThat(connection.tooSlowOver()).isEqualTo(Slowness.BODY);
  }

  @Test
  void mustBringItAtAThousandBytesASecondAfterFiveSeconds() {
    connection.headRead(0);
    connection.waits(0);
    connection.received(1, at(5));
    assertThat(verdictAt(5)).isEqualTo(Verdict.FINE);

    connection.waits(at(5));
    assertThat(verdictAt(5.1)).isEqualTo(Verdict.END_OF_INPUT);
  }

  @Test
  void isFineAtExactlyThatRate() {
    connection.headRead(0);
    for (int second = 0; second < 29; second++) {
      connection.waits(at(second));
      connection.received(RATE, at(second + 1));
      assertThat(verdictAt(second + 1)).isEqualTo(Verdict.FINE);
    }
  }

  @Test
  void isClosedWhenNobodyReadsItsAnswer() {
    connection.headRead(0);
    connection.writes(at(1));

    assertThat(verdictAt(31)).isEqualTo(Verdict.FINE);
    assertThat(verdictAt(31.1)).isEqualTo(Verdict.CLOSE);
    assertThat(connection.isCut()).isTrue();
  }

  @Test
  void isNotClosedOnceItIsWritten() {
    connection.headRead(0);
    connection.writes(at(1));
    connection.written();

    assertThat(verdictAt(60)).isEqualTo(Verdict.FINE);
  }

  @Test
  void isCutOnlyOnce() {
    assertThat(verdictAt(61)).isEqualTo(Verdict.END_OF_INPUT);
    assertThat(verdictAt(62)).isEqualTo(Verdict.FINE);
  }
}
