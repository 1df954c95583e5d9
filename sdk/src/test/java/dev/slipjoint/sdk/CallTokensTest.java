package dev.slipjoint.sdk;

import static dev.slipjoint.sdk.Calls.anonymous;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTokensTest {
  final CallTokens careful = new CallTokens(false);
  final CallTokens accepting = new CallTokens(true);

  static HandlerEvent.Builder call() {
    return anonymous("GET", "/api/cool-function").header("host", "cool.example");
  }

  @Test
  void theHeaderIsRead() {
    assertThat(careful.of(call().header("netlify-token", "t").build())).contains("t");
    assertThat(careful.of(call().build())).isEmpty();
  }

  @Test
  void theCookieCountsForNothingUnlessItIsAccepted() {
    HandlerEvent event = call().header("cookie", "_nf-auth=c").build();

    assertThat(careful.of(event)).isEmpty();
    assertThat(accepting.of(event)).contains("c");
  }

  @Nested
  class WhereTheCookieIsAccepted {
    @ParameterizedTest
    @ValueSource(strings = {"_nf-auth=c", "a=b; _nf-auth=c; d=e", "a=b;_nf-auth=c", " _nf-auth=c "})
    void itIsFoundByItsExactName(String cookie) {
      assertThat(accepting.of(call().header("cookie", cookie).build())).contains("c");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "my_nf-auth_pref=c",
          "x_nf-auth=c",
          "_nf-auth2=c",
          "a=_nf-auth",
          "_nf-auth",
          "_nf-auth="
        })
    void nothingThatOnlyContainsTheNameIsIt(String cookie) {
      HandlerEvent event = call().header("cookie", cookie).header("netlify-token", "t").build();

      assertThat(accepting.of(event)).contains("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://cool.example", "http://cool.example"})
    void itCountsForTheOwnOrigin(String origin) {
      var event = call().header("cookie", "_nf-auth=c").header("origin", origin);

      assertThat(accepting.of(event.build())).contains("c");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://evil.example",
          "null",
          "",
          "https://cool.example.evil.example",
          "https://cool.example:8443"
        })
    void itDoesNotCountForAnotherOrigin(String origin) {
      var event = call().header("cookie", "_nf-auth=c").header("origin", origin);

      assertThat(accepting.of(event.build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "other"})
    void itDoesNotCountWhereTheBrowserNamesAnotherSite(String site) {
      var event = call().header("cookie", "_nf-auth=c").header("sec-fetch-site", site);

      assertThat(accepting.of(event.build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void itCountsWhereTheBrowserSaysThatTheCallIsItsOwn(String site) {
      var event = call().header("cookie", "_nf-auth=c").header("sec-fetch-site", site);

      assertThat(accepting.of(event.build())).contains("c");
    }
  }
}
