package dev.slipjoint.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonLawsTest {

  private static final int TIMES = 3_000;

  private final Seed seed = Seed.print();
  private final SplittableRandom random = seed.random();
  private final SomeJson some = new SomeJson(random);

  private static JsonValue read(String text) {
    return JsonReader.read(text, JsonLimits.DEFAULT);
  }

  private static Optional<JsonValue> readIfKept(byte[] utf8) {
    try {
      return Optional.of(JsonReader.read(utf8, JsonLimits.DEFAULT));
    } catch (JsonRefused e) {
      return Optional.empty();
    }
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    for (int i = 0; i < TIMES; i++) {
      JsonValue value = some.value(i % 6);
      String text = value.toString();

      assertThat(read(text)).as("%s, value %d", seed, i).isEqualTo(value).hasToString(text);
    }
  }

  @Test
  void everySpellingIsReadAsTheSame() {
    for (int i = 0; i < TIMES; i++) {
      JsonValue value = some.value(i % 6);

      assertThat(read(some.spell(value)))
          .as("%s, value %d", seed, i)
          .isEqualTo(value)
          .hasToString(value.toString());
    }
  }

  @Test
  void theCanonicalTextIsTheShortest() {
    for (int i = 0; i < TIMES; i++) {
      JsonValue value = some.value(i % 6);

      assertThat(value.toString().getBytes(UTF_8).length)
          .as("%s, value %d", seed, i)
          .isLessThanOrEqualTo(some.spell(value).getBytes(UTF_8).length);
    }
  }

  @Test
  void whateverComesIsKeptExactlyOrRefused() {
    int kept = 0;
    for (int i = 0; i < 5 * TIMES; i++) {
      byte[] text = some.spell(some.object(3)).getBytes(UTF_8);
      for (int edits = random.nextInt(3); edits > 0; edits--) {
        text[random.nextInt(text.length)] = nastyByte();
      }
      Optional<JsonValue> value = readIfKept(text);
      if (value.isPresent()) {
        kept++;
        String canonical = value.get().toString();
        assertThat(UTF_8.newEncoder().canEncode(canonical)).as("%s, text %d", seed, i).isTrue();
        assertThat(canonical.getBytes(UTF_8).length).isLessThanOrEqualTo(text.length);
        assertThat(read(canonical))
            .as("%s, text %d", seed, i)
            .isEqualTo(value.get())
            .hasToString(canonical);
      }
    }
    assertThat(kept).as("%s: how many were kept", seed).isBetween(TIMES, 5 * TIMES - 100);
  }

  private byte nastyByte() {
    String signs = "{}[]\":,\\u0129.-+eE \n\t/'#tfn";
    return random.nextBoolean()
        ? (byte) random.nextInt(256)
        : (byte) signs.charAt(random.nextInt(signs.length()));
  }

  @Test
  void objectsAreEqualWhateverTheOrderOfTheirMembersButKeepIt() {
    JsonValue one = read("{\"a\":1,\"b\":2}");
    JsonValue other = read("{\"b\":2,\"a\":1}");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.toString()).isNotEqualTo(other.toString());
  }

  @Test
  void numbersAreEqualOnlyIfTheyAreWrittenAlike() {
    assertThat(read("1.0")).isNotEqualTo(read("1")).isEqualTo(read("1.0"));
  }
}
