package dev.slipjoint.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonValue;
import dev.slipjoint.server.edge.PathGuard;
import dev.slipjoint.server.file.PlatformFile;
import dev.slipjoint.server.file.PlatformFileRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What reads bytes of strangers. Every build tries the seeds; {@code JAZZER_FUZZ=1 mvn -pl server
 * -am test -Dtest=ParsersFuzzTest#json} looks for more, one method at a time.
 */
class ParsersFuzzTest {

  /** Kept exactly or refused, and never larger than it was. */
  @FuzzTest
  void json(byte[] bytes) {
    JsonValue value;
    try {
      value = JsonReader.read(bytes, JsonLimits.DEFAULT);
    } catch (JsonRefused e) {
      return;
    }
    String text = value.toString();
    assertThat(JsonReader.read(text, JsonLimits.DEFAULT)).isEqualTo(value).hasToString(text);
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(bytes.length);
  }

  /** A path that is let in has one spelling: no decoder and no file system reads it otherwise. */
  @FuzzTest
  void path(byte[] bytes) {
    String path = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(PathGuard.isPlain(path))
        .isEqualTo(
            path.matches("/[A-Za-z0-9._~/-]*")
                && !path.contains("//")
                && Path.of("/", path).normalize().equals(Path.of(withoutSlash(path))));
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** An id is what it is made of, or it is none. */
  @FuzzTest
  void id(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      assertThat(new Slug(text).value()).isEqualTo(text).matches("[a-z0-9-]{1,100}");
    } catch (IllegalArgumentException e) {
      assertThat(text).doesNotMatch("[a-z0-9-]{1,100}");
    }
    try {
      assertThat(new SiteId(text).value()).isEqualTo(text).matches("[A-Za-z0-9_-]{1,64}");
    } catch (IllegalArgumentException e) {
      assertThat(text).doesNotMatch("[A-Za-z0-9_-]{1,64}");
    }
  }

  /** Whatever one letter of a token is changed to, it is worth no look-up any more. */
  @FuzzTest
  void token(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean isPlausible = TokenText.isPlausible(text);
    if (!text.matches("(?s)slip[a-z]_.*")) {
      assertThat(isPlausible).isEqualTo(text.matches("[!-~&&[^=;]]{20,200}"));
    } else if (isPlausible) {
      assertThat(text).matches("slip[a-z]_[0-9A-Za-z]{38}");
      for (int i = 6; i < text.length(); i++) {
        char other = text.charAt(i) == 'x' ? 'y' : 'x';
        assertThat(TokenText.isPlausible(text.substring(0, i) + other + text.substring(i + 1)))
            .isFalse();
      }
    }
  }

  /** Read, or refused with lines; nothing else comes out of it. */
  @FuzzTest
  void platformFile(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("platform", ".yaml");
    try {
      Files.write(file, bytes);
      PlatformFile.read(file, Map.of("NAME", "value"));
    } catch (PlatformFileRefused e) {
      assertThat(e.getMessage()).isNotBlank();
    } finally {
      Files.delete(file);
    }
  }
}
