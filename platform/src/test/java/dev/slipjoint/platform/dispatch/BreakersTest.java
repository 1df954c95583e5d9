package dev.slipjoint.platform.dispatch;

import static dev.slipjoint.platform.dispatch.BreakerState.CLOSED;
import static dev.slipjoint.platform.dispatch.BreakerState.HALF_OPEN;
import static dev.slipjoint.platform.dispatch.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.nouns.PlatformException.IntegrationSuspended;
import dev.slipjoint.platform.nouns.PlatformException.TooManyCalls;
import dev.slipjoint.protocol.Slug;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakersTest {
  private static final String COOL = "cool-integration";
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  private final Handler handler = new Handler(BreakerMode.ON);

  private Handler open() {
    return handler.fails(100);
  }

  private Handler halfOpen() {
    open().goesOn(TWO_MINUTES);
    return handler;
  }

  @Test
  void itOpensAtTheHundredthFailureAndNotBefore() {
    handler.fails(99);
    assertThat(handler.state()).isEqualTo(CLOSED);

    handler.fails(1);
    assertThat(handler.state()).isEqualTo(OPEN);
    assertThat(handler.call(COOL)).isFalse();
    assertThat(handler.reached()).isEqualTo(100);
  }

  @Test
  void allThatWereCalledAreToldOfTogether() {
    assertThat(handler.breakers.states()).isEmpty();

    open().call("other-integration");
    assertThat(handler.breakers.states())
        .containsOnly(
            Map.entry(new Slug(COOL), OPEN), Map.entry(new Slug("other-integration"), CLOSED));

    handler.goesOn(TWO_MINUTES);
    assertThat(handler.breakers.states()).containsEntry(new Slug(COOL), HALF_OPEN);
  }

  /** 100 of 286 are 34.97 %, 105 of 300 are 35 %, 100 of 285 are 35.09 %. */
  @ParameterizedTest
  @CsvSource({"186, 100, CLOSED", "195, 105, CLOSED", "185, 100, OPEN", "195, 106, OPEN"})
  void itOpensOnlyIfMoreThanThirtyFivePercentFail(int good, int bad, BreakerState state) {
    handler.succeeds(good).fails(bad);
    assertThat(handler.state()).isEqualTo(state);
  }

  @Test
  void aSuccessOpensNothingThoughOlderSuccessesAreForgotten() {
    handler.succeeds(300);
    handler.goesOn(Duration.ofMinutes(4));
    handler.fails(120);
    handler.goesOn(Duration.ofMinutes(2));
    handler.succeeds(1);
    assertThat(handler.state()).isEqualTo(CLOSED);
    handler.fails(1);
    assertThat(handler.state()).isEqualTo(OPEN);
  }

  @Test
  void failuresCountForFiveMinutes() {
    handler.fails(50);
    handler.goesOn(FIVE_MINUTES.minusSeconds(1));
    handler.fails(49);
    assertThat(handler.health().count()).isEqualTo(new CallCount(99, 99));

    handler.goesOn(Duration.ofSeconds(12)); // a bucket is ten seconds
    assertThat(handler.health().count()).isEqualTo(new CallCount(49, 49));
    handler.fails(50);
    assertThat(handler.state()).isEqualTo(CLOSED);
    handler.fails(1);
    assertThat(handler.state()).isEqualTo(OPEN);
  }

  @Test
  void aRefusalSaysForHowLongItIsOpenStill() {
    open().goesOn(Duration.ofMillis(100_500));
    assertThatThrownBy(() -> handler.open(COOL))
        .isInstanceOfSatisfying(
            IntegrationSuspended.class, it -> assertThat(it.seconds()).isEqualTo(20));
  }

  @Test
  void itStaysOpenForTwoMinutesAndThenLetsCallsPass() {
    open();
    BreakerHealth health = handler.health();
    assertThat(health.openUntil()).contains(health.since().plus(TWO_MINUTES));

    handler.goesOn(TWO_MINUTES.minusMillis(1));
    assertThat(handler.call(COOL)).isFalse();
    handler.goesOn(Duration.ofMillis(1));
    assertThat(handler.state()).isEqualTo(HALF_OPEN);
    assertThat(handler.health().openUntil()).isEmpty();
    assertThat(handler.call(COOL)).isTrue();
  }

  @Test
  void whenHalfOpenTwentyFailuresOpenItAgain() {
    halfOpen().fails(19);
    assertThat(handler.state()).isEqualTo(HALF_OPEN);
    handler.fails(1);
    assertThat(handler.state()).isEqualTo(OPEN);
    assertThat(handler.health().openUntil()).contains(handler.instant().plus(TWO_MINUTES));
  }

  /** 20 of 67 are 29.9 %, 21 of 70 are 30 %, 20 of 66 are 30.3 %. */
  @ParameterizedTest
  @CsvSource({"47, 20, HALF_OPEN", "49, 21, HALF_OPEN", "46, 20, OPEN", "49, 22, OPEN"})
  void whenHalfOpenItOpensOnlyIfMoreThanThirtyPercentFail(int good, int bad, BreakerState state) {
    halfOpen().succeeds(good).fails(bad);
    assertThat(handler.state()).isEqualTo(state);
  }

  @Test
  void fiftySuccessesCloseItAndItForgetsWhatWasBefore() {
    halfOpen().fails(10).succeeds(49);
    assertThat(handler.state()).isEqualTo(HALF_OPEN);
    handler.succeeds(1);
    assertThat(handler.state()).isEqualTo(CLOSED);
    assertThat(handler.health().count()).isEqualTo(CallCount.NONE);
    handler.fails(99);
    assertThat(handler.state()).isEqualTo(CLOSED);
  }

  @Test
  void aCallThatBeganBeforeItOpenedDoesNotCountAfterwards() throws CallFailed {
    List<HandlerAnswer> slow = new ArrayList<>();
    handler.answers(200);
    for (int i = 0; i < 3; i++) {
      slow.add(handler.open(COOL));
    }
    halfOpen().succeeds(49);
    slow.forEach(HandlerAnswer::close);
    assertThat(handler.state()).isEqualTo(HALF_OPEN);
  }

  @Test
  void aResetClosesItAndKeepsWhatFailed() {
    open().breakers.reset(new Slug(COOL));
    assertThat(handler.state()).isEqualTo(CLOSED);
    assertThat(handler.health().failures()).isNotEmpty();
    handler.fails(99);
    assertThat(handler.state()).isEqualTo(CLOSED);
  }

  @Test
  void oneIntegrationsFailuresAreNobodyElses() {
    open();
    assertThat(handler.call("another-integration")).isTrue();
    assertThat(handler.breakers.health(new Slug("another-integration")).state()).isEqualTo(CLOSED);
  }

  @Test
  void aDryRunCountsAndRefusesNothing() {
    Handler dry = new Handler(BreakerMode.DRY_RUN).fails(100);
    assertThat(dry.state()).isEqualTo(OPEN);
    assertThat(dry.health().stateForCallers()).isEqualTo(CLOSED);
    assertThat(dry.call(COOL)).isTrue();

    dry.goesOn(TWO_MINUTES);
    dry.succeeds(50);
    assertThat(dry.state()).isEqualTo(CLOSED);
    assertThat(dry.reached()).isEqualTo(151);
  }

  @Test
  void switchedOffItCountsNothingAndStillKnowsWhatFailed() {
    Handler off = new Handler(BreakerMode.OFF).fails(200);
    assertThat(off.state()).isEqualTo(CLOSED);
    assertThat(off.health().count()).isEqualTo(CallCount.NONE);
    assertThat(off.health().failures()).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 404, 429, 499})
  void aStatusBelowFiveHundredIsNoFailure(int status) {
    handler.answers(status).isCalled(1);
    assertThat(handler.health().count()).isEqualTo(new CallCount(1, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 599})
  void aStatusFromFiveHundredIsOne(int status) {
    handler.answers(status).isCalled(1);
    assertThat(handler.health().count()).isEqualTo(new CallCount(1, 1));
  }

  @Test
  void noAnswerIsAFailureAndItsOwnerIsToldWhy() {
    handler.answers(
        call -> {
          throw new CallFailed("Connection\nrefused", true);
        });
    handler.isCalled(1);

    assertThat(handler.health().count()).isEqualTo(new CallCount(1, 1));
    assertThat(handler.health().failures())
        .containsExactly(
            new FailedCall(
                handler.instant(),
                "cool-function",
                "call_0123456789abcdefghijklmn",
                "Connection refused"));
  }

  @Test
  void theLatestTwentyFailuresAreKeptTheNewestFirst() {
    handler.fails(20);
    handler.goesOn(Duration.ofSeconds(1));
    handler.answers(503).isCalled(1);
    List<FailedCall> failures = handler.health().failures();
    assertThat(failures).hasSize(20);
    assertThat(failures.getFirst().why()).contains("503");
    assertThat(failures.getFirst().at()).isEqualTo(handler.instant());
  }

  @Test
  void anAnswerThatBreaksOffIsOneFailure() {
    handler.answers(call -> Handler.answer(200, breakingOff())).isCalled(1);
    handler.answers(call -> Handler.answer(500, breakingOff())).isCalled(1);
    assertThat(handler.health().count()).isEqualTo(new CallCount(2, 2));
  }

  @Test
  void anAnswerThatIsClosedTwiceCountsOnce() throws CallFailed {
    HandlerAnswer answer = handler.answers(200).open(COOL);
    answer.close();
    answer.close();
    assertThat(handler.health().count()).isEqualTo(new CallCount(1, 0));
  }

  @Test
  void aCallerWhoseOwnBodyBreaksOffHarmsNoIntegration() {
    handler.answers(
        call -> {
          try {
            call.body().orElseThrow().bytes().readAllBytes();
          } catch (IOException e) {
            throw new CallFailed("The request broke off", false, e);
          }
          throw new CallFailed("The connection was reset", false);
        });

    handler.call(COOL, Optional.of(new CallBody(breakingOff(), OptionalLong.empty())));
    assertThat(handler.health().count()).isEqualTo(CallCount.NONE);
    assertThat(handler.health().failures()).isEmpty();

    handler.call(
        COOL, Optional.of(new CallBody(InputStream.nullInputStream(), OptionalLong.empty())));
    assertThat(handler.health().count()).isEqualTo(new CallCount(1, 1));
  }

  @Test
  void whatIsRefusedForOtherReasonsIsNoFailureAndNothingStaysUnderWay() throws CallFailed {
    List<HandlerAnswer> underWay = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      underWay.add(handler.open(COOL));
    }
    assertThatThrownBy(() -> handler.open(COOL)).isInstanceOf(TooManyCalls.class);
    underWay.forEach(HandlerAnswer::close);
    assertThat(handler.health().count()).isEqualTo(new CallCount(4, 0));

    open();
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> handler.open(COOL)).isInstanceOf(IntegrationSuspended.class);
    }
    handler.breakers.reset(new Slug(COOL));
    handler.answers(200).open(COOL).close();
  }

  @Test
  void ofVeryManyIntegrationsThoseNotCalledForLongestAreForgotten() {
    handler.fails(1);
    for (int i = 0; i < 9_999; i++) {
      handler.call("other-" + i);
    }
    assertThat(handler.health().failures()).hasSize(1); // and now it was asked for last
    handler.call("one-more");
    handler.call("and-one-more");
    assertThat(handler.health().failures()).hasSize(1);
    assertThat(handler.breakers.health(new Slug("other-0")).count()).isEqualTo(CallCount.NONE);
    assertThat(handler.breakers.health(new Slug("other-9")).count().calls()).isEqualTo(1);
  }

  private static InputStream breakingOff() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("reset");
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        throw new IOException("reset");
      }
    };
  }
}
