package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerEventTest {
  @Test
  void headersAreFoundInWhateverCase() {
    HandlerEvent event =
        HandlerEvent.builder("GET", "/").header("X-Two", "1").header("x-two", "2").build();

    assertThat(event.header("X-TWO")).contains("1");
    assertThat(event.headers()).containsEntry("x-two", List.of("1", "2"));
    assertThat(event.header("other")).isEmpty();
  }

  @Test
  void theQueryIsDecodedOnce() {
    HandlerEvent event =
        HandlerEvent.builder("GET", "http://host/api/x?a=%2541&b=1&b=2&c&=d&e=f=g").build();

    assertThat(event.query("a")).contains("%41");
    assertThat(event.query()).containsEntry("b", List.of("1", "2")).containsEntry("c", List.of(""));
    assertThat(event.query("e")).contains("f=g");
    assertThat(event.path()).isEqualTo("/api/x");
  }

  @Test
  void theBodyIsKeptByteForByte() {
    byte[] bytes = {(byte) 0xff, 0, 1};

    HandlerEvent event = HandlerEvent.builder("POST", "/").body(bytes).build();

    assertThat(event.bodyBytes()).hasValueSatisfying(it -> assertThat(it).isEqualTo(bytes));
    assertThat(HandlerEvent.builder("POST", "/").build().body()).isEmpty();
    assertThat(HandlerEvent.builder("POST", "/").body("ä").build().bodyBytes())
        .hasValueSatisfying(it -> assertThat(it).isEqualTo("ä".getBytes(StandardCharsets.UTF_8)));
  }

  record Settings(String name) {}

  @Test
  void theBodyCanBeReadAsAType() {
    HandlerEvent event =
        HandlerEvent.builder("POST", "/").body("{\"name\":\"x\",\"more\":1}").build();

    assertThat(event.json(Settings.class)).isEqualTo(new Settings("x"));
  }

  @Test
  void itShowsNoTokens() {
    HandlerEvent event =
        HandlerEvent.builder("GET", "/api/x?token=secret").header("netlify-token", "s").build();

    assertThat(event).hasToString("HandlerEvent[GET /api/x]");
  }

  @Test
  void aUrlThatIsNoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> HandlerEvent.builder("GET", "/a b?%zz"));
  }
}
