package dev.slipjoint.platform.nouns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.UserId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenTest {

  private static final Instant END = Instant.parse("2026-11-23T12:00:00Z");

  private static Token token(Optional<Instant> expiresAt) {
    return new Token(
        TokenHash.of(new Secret("x")),
        "first",
        new Grant.ForUser(new UserId("ann")),
        Instant.EPOCH,
        expiresAt);
  }

  @Test
  void isGoodUntilTheMomentItExpires() {
    Token token = token(Optional.of(END));

    assertThat(token.isExpiredAt(Instant.MIN)).isFalse();
    assertThat(token.isExpiredAt(END.minusNanos(1))).isFalse();
    assertThat(token.isExpiredAt(END)).isTrue();
    assertThat(token.isExpiredAt(END.plusNanos(1))).isTrue();
    assertThat(token.isExpiredAt(Instant.MAX)).isTrue();
  }

  @Test
  void isGoodForEverWithoutAnEnd() {
    assertThat(token(Optional.empty()).isExpiredAt(Instant.MAX)).isFalse();
  }
}
