package dev.slipjoint.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

  @Test
  void everyRowOfTheTableSaysWhatTheCodeSays() throws IOException {
    assertThat(PAGE).as("The page that is compared with the settings is missing").exists();

    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(it -> it.matches("\\| `[a-z-]+(\\.[a-z-]+)+` .*"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Settings.ALL.stream().<String>map(ConfigurationReferenceTest::row).toList());
  }

  private static String row(Setting<?> it) {
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(
            it.key(),
            it.variable(),
            it.fallback().isEmpty() ? "*none*" : "`" + it.fallback() + "`",
            it.expectation(),
            it.meaning());
  }
}
