package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The message and its signature are those that the specification's own libraries test with. */
class MessageSignatureTest {
  private static final SigningSecret SECRET =
      new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final SigningSecret OTHER = new SigningSecret("any-other-text");
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIMESTAMP = 1_614_265_330;
  private static final String PAYLOAD = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final Instant THEN = Instant.ofEpochSecond(TIMESTAMP);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  @Test
  void isTheOneThatStandardWebhooksPublishes() {
    assertThat(MessageSignature.sign(List.of(SECRET), ID, TIMESTAMP, PAYLOAD)).isEqualTo(SIGNATURE);
    assertThat(verifies(List.of(SECRET), SIGNATURE)).isTrue();
  }

  @Test
  void isThereOnceForEachSecretWhileOneIsRotated() {
    String both = MessageSignature.sign(List.of(SECRET, OTHER), ID, TIMESTAMP, PAYLOAD);

    assertThat(both.split(" ", -1)).hasSize(2).startsWith(SIGNATURE);
    assertThat(verifies(List.of(SECRET), both)).isTrue();
    assertThat(verifies(List.of(OTHER), both)).isTrue();
    assertThat(verifies(List.of(OTHER, SECRET), SIGNATURE)).isTrue();
    assertThat(verifies(List.of(OTHER), SIGNATURE)).isFalse();
    assertThat(verifies(List.of(), both)).isFalse();
  }

  @Test
  void isFoundBesideOthersThatMeanNothing() {
    assertThat(verifies(List.of(SECRET), "v1a,abc= v1,Z0g= v2," + " " + SIGNATURE + " x")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "v1,",
        "v1",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1Oe=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=,v1",
        "v1,\u0000\uD800"
      })
  void isNothingElse(String signatures) {
    assertThat(verifies(List.of(SECRET), signatures)).isFalse();
  }

  @Test
  void isForOneMessageOnly() {
    assertThat(verify(ID + "x", "1614265330", PAYLOAD, THEN)).isFalse();
    assertThat(verify(ID, "1614265331", PAYLOAD, THEN)).isFalse();
    assertThat(verify(ID, "1614265330", PAYLOAD + " ", THEN)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0,true", "300,true", "301,false", "-300,true", "-301,false", "100000000000,false"})
  void holdsForAWhile(long secondsLater, boolean verified) {
    assertThat(verify(ID, "1614265330", PAYLOAD, THEN.plusSeconds(secondsLater)))
        .isEqualTo(verified);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " 1614265330", "1614265330.0", "-1", "+1614265330", "99999999999999999999"})
  void needsATimestampThatIsOne(String timestamp) {
    assertThat(verify(ID, timestamp, PAYLOAD, THEN)).isFalse();
  }

  @Test
  void canNotBeMovedToAMessageThatIsCutElsewhere() {
    // All of these sign the text "a.1.2.b".
    String signature = MessageSignature.sign(List.of(SECRET), "a", 1, "2.b");
    Instant then = Instant.ofEpochSecond(1);

    assertThat(
            MessageSignature.verify(List.of(SECRET), "a.1", "2", signature, "b", then, TOLERANCE))
        .isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageSignature.sign(List.of(SECRET), "a.1", 2, "b"));
  }

  @Test
  void isNotMadeWithoutASecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageSignature.sign(List.of(), ID, TIMESTAMP, PAYLOAD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_%%%", "two words", "a\nb"})
  void needsASecretWithAKeyInIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SigningSecret(text))
        .withMessageStartingWith("A signing secret")
        .withNoCause();
  }

  @Test
  void needsNoMoreThanBlanksBetweenTwoSecrets() {
    assertThat(SigningSecret.several("  one two\tthree\n").stream().map(SigningSecret::text))
        .containsExactly("one", "two", "three");
    assertThat(SigningSecret.several("  ")).isEmpty();
  }

  @Test
  void neverShowsASecret() {
    assertThat(List.of(SECRET, OTHER)).hasToString("[SigningSecret[***], SigningSecret[***]]");
  }

  private static boolean verifies(List<SigningSecret> secrets, String signatures) {
    return MessageSignature.verify(secrets, ID, "1614265330", signatures, PAYLOAD, THEN, TOLERANCE);
  }

  private static boolean verify(String id, String timestamp, String payload, Instant now) {
    return MessageSignature.verify(
        List.of(SECRET), id, timestamp, SIGNATURE, payload, now, TOLERANCE);
  }
}
