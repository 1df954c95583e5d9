package dev.slipjoint.platform.nouns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.TokenAnswer;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final String CANARY = "c4n4ry";

  private final Secret secret = new Secret(CANARY);

  @Test
  void isRevealedOnlyWhenAsked() {
    assertThat(secret.reveal()).isEqualTo(CANARY);
    assertThat(secret).hasToString("***");
  }

  @Test
  void isNotShownByWhateverHoldsIt() {
    assertThat(Optional.of(secret).toString()).doesNotContain(CANARY);
    assertThat(List.of(secret).toString()).doesNotContain(CANARY);
    assertThat("%s".formatted(secret)).doesNotContain(CANARY);
    assertThat("" + new SealedSecret(CANARY)).doesNotContain(CANARY);
    assertThat("" + new TokenAnswer(CANARY)).doesNotContain(CANARY);
    assertThat("" + TokenHash.of(secret)).doesNotContain(CANARY);
  }

  @Test
  void cannotBeSerialized() {
    assertThat((Object) secret).isNotInstanceOf(Serializable.class);
    assertThat((Object) new SealedSecret(CANARY)).isNotInstanceOf(Serializable.class);
  }

  @Test
  void isHashedWithSha256() {
    assertThat(TokenHash.of(new Secret("abc")).hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(TokenHash.of(new Secret("é")).hex())
        .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  }
}
