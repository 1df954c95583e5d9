package dev.slipjoint.conformance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.protocol.Scope;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.server.config.ConfigSources;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.file.PlatformFile;
import dev.slipjoint.server.file.PlatformFileRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the reference pages say is what an operator meets. */
class ReferenceTest {
  private static final Pattern YAML =
      Pattern.compile("^```yaml\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Map<String, String> VARIABLES =
      Map.of("ADA_TOKEN", "a-token-of-ada-lovelace", "COOL_SECRET", "a-secret-of-cool");

  @TempDir private Path folder;

  private static String page(String name) throws IOException {
    Path page = Path.of("..", "docs", "reference", name);
    assertThat(page).as("A page that is compared with the code is missing").exists();
    return Files.readString(page);
  }

  private static List<String> found(String regex, String text) {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  private static List<String> blocks(String page) {
    return YAML.matcher(page).results().map((MatchResult it) -> it.group(1)).toList();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.yaml"), text);
  }

  @Nested
  class Configuration {

    @Test
    void listsEverySettingWithItsDefaultAndNoOther() throws IOException {
      List<String> settings =
          new ConfigSources()
              .effective().stream()
                  .map(
                      it ->
                          it.key() + " " + (it.text().isEmpty() ? "*none*" : "`" + it.text() + "`"))
                  .toList();

      List<String> rows =
          Pattern.compile(
                  "^\\| `([a-z-]+(?:\\.[a-z-]+)+)` \\| `\\w+` \\| ([^|]+) \\|", Pattern.MULTILINE)
              .matcher(page("configuration.md"))
              .results()
              .map(it -> it.group(1) + " " + it.group(2))
              .toList();

      assertThat(rows).containsExactlyElementsOf(settings);
    }

    @Test
    void listsEveryFlagOfServeAndConfigAndNoOther() throws Exception {
      List<String> rows = found("^\\| `(--[a-z-]+ [A-Z]+)` \\|", page("configuration.md"));

      for (String command : List.of("ServeCommand", "ConfigCommand")) {
        assertThat(flags(command)).containsExactlyInAnyOrderElementsOf(rows);
      }
    }

    /** The command's classes are nobody else's, so they are found by name. */
    private static List<String> flags(String command) throws ClassNotFoundException {
      return CommandSpec.forAnnotatedObject(Class.forName("dev.slipjoint.cli." + command))
          .options()
          .stream()
          .filter(it -> !it.usageHelp() && !it.versionHelp())
          .map((OptionSpec it) -> it.longestName() + " " + it.paramLabel())
          .toList();
    }

    @Test
    void hasExamplesThatMeanTheSame() throws IOException {
      List<String> examples = blocks(page("configuration.md"));
      assertThat(examples).hasSize(2);
      for (String example : examples) {
        ServerConfig config = ServerConfig.from(new ConfigSources().file(file(example)));
        assertThat(config.listen().port()).isEqualTo(8080);
        assertThat(config.log().format()).hasToString("JSON");
      }
    }
  }

  @Nested
  class PlatformFilePage {

    @Test
    void hasAnExampleThatIsRight() throws IOException {
      List<String> examples = blocks(page("platform-file.md"));
      assertThat(examples).hasSize(1);

      Declaration declaration = PlatformFile.read(file(examples.getFirst()), VARIABLES);

      assertThat(declaration.integrations()).hasSize(1);
      assertThat(declaration.sites()).hasSize(2);
    }

    /** A key that is unknown everywhere makes the file tell which ones it knows. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "The file       | x: 1",
          "A user         | users: [{ x: 1 }]",
          "A token        | users: [{ tokens: [{ x: 1 }] }]",
          "A team         | teams: [{ x: 1 }]",
          "A member       | teams: [{ members: [{ x: 1 }] }]",
          "A site         | teams: [{ sites: [{ x: 1 }] }]",
          "An integration | integrations: [{ x: 1 }]"
        })
    void listsEveryKeyAndNoOther(String entry, String text) throws IOException {
      Path file = file(text);
      PlatformFileRefused refused =
          catchThrowableOfType(PlatformFileRefused.class, () -> PlatformFile.read(file, Map.of()));
      List<String> sentences =
          refused.mistakes().stream()
              .map(it -> it.sentence())
              .filter(it -> it.startsWith(entry + " "))
              .toList();
      String known = sentences.stream().filter(it -> it.contains("has no")).collect(joining());
      List<String> needed = found("needs \"(\\w+)\"", String.join("\n", sentences));

      String section = section(page("platform-file.md"), entry);

      assertThat(found("^\\| `(\\w+)` \\| (?:yes|no) \\|", section))
          .containsExactlyElementsOf(found("\"(\\w+)\"", known.replace("\"x\"", "")));
      assertThat(found("^\\| `(\\w+)` \\| yes \\|", section)).containsExactlyElementsOf(needed);
    }

    private static String section(String page, String title) {
      int begin = page.indexOf("\n### " + title + "\n");
      assertThat(begin).as("The section " + title).isNotNegative();
      int end = page.indexOf("\n### ", begin + 1);
      return page.substring(begin, end);
    }

    @Test
    void namesEveryReservedWordAndEveryScope() throws IOException {
      String page = page("platform-file.md");
      assertThat(words(section(page, "A team"), "Reserved words"))
          .containsExactlyInAnyOrderElementsOf(TeamId.RESERVED);
      assertThat(words(section(page, "An integration"), "Reserved words"))
          .containsExactlyInAnyOrderElementsOf(Slug.RESERVED);
      assertThat(words(section(page, "An integration"), "Scopes"))
          .containsExactlyElementsOf(Stream.of(Scope.values()).map(Scope::wireName).toList());
    }

    private static List<String> words(String section, String beginning) {
      return found("`([^`]+)`", String.join("\n", found("^(" + beginning + ":[^.]*)", section)));
    }
  }
}
