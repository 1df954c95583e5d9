package dev.slipjoint.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.nouns.Secret;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

  private static final String PLACE = "integration cool-integration";

  private final MasterKey key = new MasterKey(MasterKey.random());

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "whsec_é😀", "a\0b\n"})
  void opensWhatItSealed(String text) {
    SealedSecret sealed = key.seal(new Secret(text), PLACE);

    assertThat(key.open(sealed, PLACE)).map(Secret::reveal).hasValue(text);
  }

  @Test
  void opensWhatItSealedAfterARestart() {
    byte[] bytes = MasterKey.random();
    SealedSecret sealed = new MasterKey(bytes).seal(new Secret("s"), PLACE);

    assertThat(new MasterKey(bytes).open(sealed, PLACE)).map(Secret::reveal).hasValue("s");
  }

  /** What another program sealed by the description: HKDF-Expand, AES-256-GCM, nonce first. */
  @Test
  void opensWhatTheFirstVersionSealed() {
    byte[] bytes = new byte[MasterKey.LENGTH];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
    SealedSecret sealed =
        new SealedSecret("v1:EBESExQVFhcYGRobC0XmHCV0D97jc8Fymvm2PAKgprOvMgcKFtayAQ==");

    assertThat(new MasterKey(bytes).open(sealed, PLACE)).map(Secret::reveal).hasValue("whsec_é😀");
  }

  @Test
  void sealsTheSameTextDifferentlyEachTime() {
    Secret secret = new Secret("whsec_c4n4ry");

    assertThat(key.seal(secret, PLACE)).isNotEqualTo(key.seal(secret, PLACE));
    assertThat(key.seal(secret, PLACE).text()).doesNotContain("c4n4ry");
  }

  @Test
  void doesNotOpenInAnotherPlace() {
    SealedSecret sealed = key.seal(new Secret("s"), PLACE);

    assertThat(key.open(sealed, "integration other")).isEmpty();
    assertThat(key.open(sealed, "")).isEmpty();
  }

  @Test
  void doesNotOpenWhatAnotherKeySealed() {
    SealedSecret sealed = new MasterKey(MasterKey.random()).seal(new Secret("s"), PLACE);

    assertThat(key.open(sealed, PLACE)).isEmpty();
  }

  @Test
  void doesNotOpenOnceABitIsFlipped() {
    byte[] whole =
        Base64.getDecoder()
            .decode(key.seal(new Secret("s"), PLACE).text().substring("v1:".length()));
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(key.open(sealed("v1:", changed), PLACE)).as("bit %d", bit).isEmpty();
    }
    assertThat(key.open(sealed("v1:", whole), PLACE)).isPresent();
  }

  @Test
  void doesNotOpenOnceItIsCut() {
    String text = key.seal(new Secret("secret"), PLACE).text();
    for (int end = 0; end < text.length() - 2; end++) {
      assertThat(key.open(new SealedSecret(text.substring(0, end)), PLACE))
          .as("%d characters", end)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2:", "v0:", "V1:", "v1;", "v1", "", "v1:v1:", " v1:"})
  void doesNotOpenAnotherVersion(String version) {
    String text = key.seal(new Secret("s"), PLACE).text();

    assertThat(key.open(new SealedSecret(version + text.substring("v1:".length())), PLACE))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v", "v1", "v1:", "v1:!", "v1:AAAA", "garbage", "😀", "v1:\0"})
  void doesNotOpenGarbage(String garbage) {
    assertThat(key.open(new SealedSecret(garbage), PLACE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 64})
  void has32Bytes(int length) {
    assertThatThrownBy(() -> new MasterKey(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32");
  }

  @Test
  void isNewEachTime() {
    assertThat(MasterKey.random()).hasSize(32).isNotEqualTo(MasterKey.random());
  }

  private static SealedSecret sealed(String version, byte[] whole) {
    return new SealedSecret(version + Base64.getEncoder().encodeToString(whole));
  }
}
