package dev.slipjoint.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextTest {

  /** What is told to those who scan for leaked tokens. */
  private static final Pattern SCANNERS = Pattern.compile("\\bslip[a-z]_[0-9A-Za-z]{38}\\b");

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** Its checksum was computed by another program. */
  private static final String KNOWN = "slipu_0123456789ABCDEFGHIJKLMNOPQRSTUV1eSTWM";

  private static String minted(String prefix) {
    return TokenText.mint(prefix).reveal();
  }

  @Nested
  class OfOurOwn {

    private static final int PREFIX = "slipu_".length();

    @ParameterizedTest
    @ValueSource(strings = {TokenText.USER, TokenText.INSTALLATION})
    void isFoundByScannersAndPlausible(String prefix) {
      for (int i = 0; i < 1_000; i++) {
        String token = minted(prefix);

        assertThat(token).startsWith(prefix).matches(SCANNERS).hasSize(44);
        assertThat(SCANNERS.matcher("{\"token\":\"" + token + "\"}").find()).isTrue();
        assertThat(TokenText.isPlausible(token)).isTrue();
      }
    }

    @Test
    void isNeverMintedTwice() {
      Set<String> tokens = new HashSet<>();
      for (int i = 0; i < 1_000; i++) {
        tokens.add(minted(TokenText.USER));
      }

      assertThat(tokens).hasSize(1_000);
    }

    @Test
    void usesEveryCharacterThatItMay() {
      Set<Integer> used = new HashSet<>();
      for (int i = 0; i < 1_000; i++) {
        minted(TokenText.USER).substring(PREFIX, PREFIX + 32).chars().forEach(used::add);
      }

      assertThat(used).isEqualTo(BASE62.chars().boxed().collect(Collectors.toSet()));
    }

    @Test
    void isPlausibleToEveryVersion() {
      assertThat(TokenText.isPlausible(KNOWN)).isTrue();
    }

    @Test
    void isImplausibleOnceACharacterIsAnother() {
      String token = minted(TokenText.INSTALLATION);
      for (int i = PREFIX; i < token.length(); i++) {
        for (char c = ' '; c < 0x100; c++) {
          if (c != token.charAt(i)) {
            assertImplausible(token.substring(0, i) + c + token.substring(i + 1));
          }
        }
      }
    }

    @Test
    void isImplausibleOnceItsKindIsAnother() {
      String token = minted(TokenText.USER);
      for (char kind = 'a'; kind <= 'z'; kind++) {
        assertThat(TokenText.isPlausible("slip" + kind + token.substring(PREFIX - 1)))
            .as("kind %s", kind)
            .isEqualTo(kind == 'u');
      }
    }

    @Test
    void isImplausibleOnceACharacterIsMissingAddedOrSwapped() {
      String token = minted(TokenText.USER);
      for (int i = PREFIX; i < token.length(); i++) {
        assertImplausible(token.substring(0, i) + token.substring(i + 1));
        assertImplausible(token.substring(0, i) + "x" + token.substring(i));
        if (i + 1 < token.length() && token.charAt(i) != token.charAt(i + 1)) {
          assertImplausible(
              token.substring(0, i)
                  + token.charAt(i + 1)
                  + token.charAt(i)
                  + token.substring(i + 2));
        }
      }
      assertImplausible(token + "x");
      assertImplausible(token + "\n");
      assertImplausible(token + token);
    }

    @Test
    void isImplausibleIfOnlyItsFormIsRight() {
      Long wanted = Long.getLong("slipjoint.seed");
      long seed = wanted == null ? new SplittableRandom().nextLong() : wanted;
      System.out.println("slipjoint.seed=" + seed);
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < 10_000; i++) {
        String body =
            random
                .ints(38, 0, BASE62.length())
                .mapToObj(digit -> BASE62.substring(digit, digit + 1))
                .collect(Collectors.joining());

        assertThat(TokenText.isPlausible("slipi_" + body)).as("seed %d", seed).isFalse();
      }
    }

    private static void assertImplausible(String token) {
      assertThat(TokenText.isPlausible(token)).as(token).isFalse();
    }
  }

  @Nested
  class OfAnotherPlatform {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "12345678901234567890",
          "nfp_3kP9xq7ZbW2mV5tR8yC1dF4gH6jL0nQs1234",
          "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl",
          "!\"#$%&'()*+,-./:<>?@[\\]^_`{|}~",
          "SLIPU_000000000000000000000000000000000000",
          "slip_0123456789012345678901234567890",
          "xslipu_0000000000000000000000000000000000000000"
        })
    void isPlausible(String token) {
      assertThat(TokenText.isPlausible(token)).isTrue();
    }

    @Test
    void has20To200Characters() {
      assertThat(TokenText.isPlausible("x".repeat(19))).isFalse();
      assertThat(TokenText.isPlausible("x".repeat(20))).isTrue();
      assertThat(TokenText.isPlausible("x".repeat(200))).isTrue();
      assertThat(TokenText.isPlausible("x".repeat(201))).isFalse();
      assertThat(TokenText.isPlausible("x".repeat(6_000))).isFalse();
      assertThat(TokenText.isPlausible("")).isFalse();
    }

    @Test
    void isVisibleAsciiThatNoCookieWouldCut() {
      for (char c = 0; c < 0x300; c++) {
        boolean kept = c > ' ' && c < 0x7f && c != '=' && c != ';';

        assertThat(TokenText.isPlausible("0123456789" + c + "0123456789"))
            .as("U+%04X", (int) c)
            .isEqualTo(kept);
        assertThat(TokenText.isPlausible("01234567890123456789" + c))
            .as("U+%04X at the end", (int) c)
            .isEqualTo(kept);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"slipu_", "slipz_", "slipi_\n"})
    void isNotWhatOnlyBeginsLikeOurs(String prefix) {
      assertThat(TokenText.isPlausible(prefix + "x".repeat(30))).isFalse();
      assertThat(TokenText.isPlausible(prefix + "x".repeat(38))).isFalse();
    }
  }
}
