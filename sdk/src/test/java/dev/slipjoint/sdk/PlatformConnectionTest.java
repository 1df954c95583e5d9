package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.sdk.FakePlatform.Fault;
import dev.slipjoint.sdk.IntegrationApiException.NotEnabled;
import dev.slipjoint.sdk.IntegrationApiException.Throttled;
import dev.slipjoint.sdk.IntegrationApiException.Unauthorized;
import dev.slipjoint.sdk.IntegrationApiException.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformConnectionTest {
  static final String SITE = "/site/site-www";

  @AutoClose final FakePlatform platform = new FakePlatform();
  final List<Duration> pauses = new ArrayList<>();
  final AtomicLong nanoTime = new AtomicLong();

  /** Always the longest pause; time passes only while it sleeps. */
  final Retries retries =
      new Retries(
          new Greatest(),
          pause -> {
            pauses.add(pause);
            nanoTime.addAndGet(pause.toNanos());
          },
          nanoTime::get);

  record Greatest() implements RandomGenerator {
    @Override
    public long nextLong() {
      return Long.MAX_VALUE;
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }

  NetlifyIntegrationClient client(IntegrationTimeouts timeouts) {
    return new NetlifyIntegrationClient(
        new PlatformConnection(platform.url(), timeouts, retries),
        FakePlatform.SLUG,
        FakePlatform.ADA);
  }

  final NetlifyIntegrationClient client = client(IntegrationTimeouts.DEFAULT);

  @Nested
  class AskingAgain {
    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void helpsAgainstWhatPasses(int status) {
      platform.enabledOn(SITE, "{}").nextAnswers(status).nextAnswers(status);

      client.getSiteIntegration("site-www");

      assertThat(platform.requests()).hasSize(3);
    }

    @Test
    void waitsForARandomPartOfAPauseThatDoubles() {
      platform.enabledOn(SITE, "{}").nextAnswers(503).nextAnswers(503);

      client.getSiteIntegration("site-www");

      assertThat(pauses)
          .containsExactly(
              Retries.FIRST_PAUSE.minusNanos(1), Retries.FIRST_PAUSE.multipliedBy(2).minusNanos(1));
    }

    @Test
    void endsAfterTheThirdTime() {
      platform.nextAnswers(503).nextAnswers(503).nextAnswers(503).nextAnswers(503);

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("it answers 503")
          .hasMessageContaining(platform.url().toString());
      assertThat(platform.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 412, 422, 500, 501})
    void doesNotChangeAConsideredAnswer(int status) {
      platform.nextAnswers(status, "{}");

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOf(IntegrationApiException.class);
      assertThat(platform.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void neverHappensToEnabling(int status) {
      platform.nextAnswers(status);

      assertThatThrownBy(() -> client.enableSiteIntegration("site-www"))
          .isInstanceOf(IntegrationApiException.class);
      assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void neverHappensToEnablingWhoseAnswerIsLost() {
      platform.next(new Fault.LosesTheAnswer());

      assertThatThrownBy(() -> client.enableSiteIntegration("site-www"))
          .isInstanceOf(Unreachable.class);
      assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void replacesAContextWhoseAnswerIsLost() {
      platform.enabledOn(SITE, "{}").next(new Fault.LosesTheAnswer());

      client.updateSiteIntegration("site-www", Map.of("a", 1));

      assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void waitsAsLongAsThePlatformAsks() {
      platform.enabledOn(SITE, "{}").next(new Fault.Answers(503, Map.of("Retry-After", "4"), ""));

      client.getSiteIntegration("site-www");

      assertThat(pauses).containsExactly(Duration.ofSeconds(4));
    }

    @Test
    void doesNotHappenWhereThePlatformAsksForTooLong() {
      platform.next(new Fault.Answers(429, Map.of("Retry-After", "6"), ""));

      assertThatThrownBy(() -> client.getSiteIntegration("site-www")).isInstanceOf(Throttled.class);
      assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "99999999999999999999", "Wed, 21 Oct 2015 07:28:00 GMT"})
    void survivesAnyRetryAfter(String retryAfter) {
      platform
          .enabledOn(SITE, "{}")
          .next(new Fault.Answers(503, Map.of("Retry-After", retryAfter), ""));

      assertThatCode(() -> client.getSiteIntegration("site-www")).doesNotThrowAnyException();
    }

    @Test
    void doesNotHappenPastTheDeadline() {
      var hurried =
          client(
              new IntegrationTimeouts(
                  Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(30)));
      Fault wait = new Fault.Answers(503, Map.of("Retry-After", "2"), "");
      platform.next(wait, wait, wait);

      assertThatThrownBy(() -> hurried.getSiteIntegration("site-www"))
          .isInstanceOf(Unreachable.class);
      assertThat(pauses).containsExactly(Duration.ofSeconds(2));
    }
  }

  @Nested
  class Disabling {
    @Test
    void isDoneWhereOnlyItsAnswerWasLost() {
      platform.enabledOn(SITE, "{}").next(new Fault.LosesTheAnswer());

      client.disableSiteIntegration("site-www");

      assertThat(platform.requests()).hasSize(2);
      assertThat(platform.on(SITE)).isEmpty();
    }

    @Test
    void isDoneWhereAGatewayHidItsAnswer() {
      platform.enabledOn(SITE, "{}").next(new Fault.DoesAndAnswers(504));

      client.disableSiteIntegration("site-www");

      assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void isRefusedWhereTheFirstAttemptWasCertainlyNotCarriedOut() {
      platform.nextAnswers(429);

      assertThatThrownBy(() -> client.disableSiteIntegration("site-www"))
          .isInstanceOf(NotEnabled.class);
    }

    @Test
    void isDoneWhereTheInstallationsOwnTokenEndedWithIt() {
      platform.next(new Fault.LosesTheAnswer());

      clientOf("slipi_own").disableSiteIntegration("site-www");

      assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void isRefusedAtOnceWhereTheInstallationsOwnTokenIsBad() {
      assertThatThrownBy(() -> clientOf("slipi_own").disableSiteIntegration("site-www"))
          .isInstanceOf(Unauthorized.class);
    }

    @Test
    void isRefusedWhereAUsersTokenIsBadHoweverOftenItIsTried() {
      platform.next(new Fault.LosesTheAnswer());

      assertThatThrownBy(() -> clientOf("slipu_stolen").disableSiteIntegration("site-www"))
          .isInstanceOf(Unauthorized.class);
    }

    private NetlifyIntegrationClient clientOf(String token) {
      return new NetlifyIntegrationClient(
          new PlatformConnection(platform.url(), IntegrationTimeouts.DEFAULT, retries),
          FakePlatform.SLUG,
          token);
    }

    @Test
    void isRefusedAtOnceWhereNothingIsEnabled() {
      assertThatThrownBy(() -> client.disableSiteIntegration("site-www"))
          .isInstanceOf(NotEnabled.class);
      assertThat(platform.requests()).hasSize(1);
    }
  }

  @Nested
  class APlatformThatIsNotThere {
    @Test
    void isNamedByItsAddress() {
      platform.close();

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOfSatisfying(
              Unreachable.class, it -> assertThat(it.address()).isEqualTo(platform.url()))
          .hasMessageContaining(platform.url().toString())
          .hasMessageContaining("GET /site/site-www/integrations/cool-integration")
          .hasMessageContaining("SLIPJOINT_URL")
          .hasMessageNotContaining(FakePlatform.ADA);
      assertThat(pauses).hasSize(2);
    }

    @Test
    void isNoLongerWaitedForWhenItNeverAnswers() {
      var hurried =
          client(
              new IntegrationTimeouts(
                  Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofSeconds(30)));
      platform.next(new Fault.NeverAnswers(), new Fault.NeverAnswers(), new Fault.NeverAnswers());

      assertThatThrownBy(() -> hurried.getSiteIntegration("site-www"))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("no answer within 200 ms");
    }

    @Test
    void isGivenUpByAThreadThatIsInterrupted() {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> client.getSiteIntegration("site-www"))
          .isInstanceOf(Unreachable.class);
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }
  }
}
