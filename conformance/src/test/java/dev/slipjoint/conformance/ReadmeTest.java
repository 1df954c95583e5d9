package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is what there is: code, commands, links. */
class ReadmeTest {
  private static final Path README = Repository.ROOT.resolve("README.md");
  private static final Path EXAMPLES = Repository.ROOT.resolve("examples/src/main/java");
  private static final Pattern BLOCK =
      Pattern.compile(
          "^( *)```(\\w*)[^\\n]*\\n(.*?)^\\1```\\s*$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK =
      Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?) *#*$", Pattern.MULTILINE);

  /**
   * Paths of the machine where something was written, and hosts that serve packages: whoever builds
   * this has others.
   */
  private static final Map<String, Pattern> OF_ONE_MACHINE =
      Map.of(
          "an absolute path", Pattern.compile("(?<![\\w.}$])/(?:work|root|home/[a-z][a-z0-9_-]*)/"),
          "a registry",
              Pattern.compile(
                  "registry\\.[a-z0-9-]+\\.[a-z]|repo1?\\.maven(?:\\.apache)?\\.org|central\\.sonatype"
                      + "|artifactory[./]|nexus[./]repo|files\\.pythonhosted|proxy\\.golang"));

  /** A fenced block of a document. */
  private record Block(Path document, String language, String text) {
    @Override
    public String toString() {
      return Repository.ROOT.relativize(document) + ": " + text.lines().findFirst().orElse("");
    }
  }

  @TestFactory
  Stream<DynamicTest> javaIsAPartOfAnExample() throws IOException {
    List<List<String>> shown = shownByExamples();
    return Stream.concat(
            Stream.of(README),
            Repository.files(Repository.ROOT.resolve("docs/guide"), ".md").stream())
        .flatMap(it -> blocks(it).stream())
        .filter(it -> it.language().equals("java"))
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.toString(),
                    () ->
                        assertThat(shown)
                            .as(
                                "Between \"// begin: x\" and \"// end: x\" of no file in examples/"
                                    + " stand the lines\n%s",
                                it.text())
                            .anyMatch(region -> contains(region, stripped(it.text())))));
  }

  @Test
  void theReadmeShowsJava() {
    assertThat(blocks(README)).anyMatch(it -> it.language().equals("java"));
  }

  @Test
  void theReadmesTableShowsJavaOfTheDemosIntegration() {
    String program =
        squeezed(Repository.text(EXAMPLES.resolve("dev/slipjoint/examples/CoolIntegration.java")));
    List<String> shown =
        inTables(README).filter(it -> it.matches("(?s)(integration|client|context)\\..*")).toList();

    assertThat(shown).hasSizeGreaterThanOrEqualTo(4);
    assertThat(shown).allMatch(it -> program.contains(squeezed(it)), "is in CoolIntegration");
  }

  @Test
  void theReadmesCallsWorkInTheirOrderWithTheDemoRunning(@TempDir Path folder) {
    Repository.require(Repository.isOnPath("curl"), "There is no curl on the PATH.");
    List<String> calls = inTables(README).filter(it -> it.startsWith("curl ")).toList();
    assertThat(calls).hasSizeGreaterThanOrEqualTo(4);

    try (RunningDemo demo = RunningDemo.in(folder)) {
      // Where something else has the port, the demo takes another one and says so in its lines.
      String variables = forDemo(variablesForCalls(), demo);
      List<String> answers = new ArrayList<>();
      for (String call : calls) {
        String withStatus = call.replaceFirst("curl ", "curl -sS -w ' %{http_code}' ");
        try (Program shell =
            Program.start(folder, Map.of(), "sh", "-c", variables + "\n" + withStatus)) {
          assertThat(shell.exit()).as(shell.toString()).isZero();
          answers.add(String.join("\n", shell.out()));
        }
      }
      assertThat(answers).allMatch(it -> it.endsWith(" 200"));
      assertThat(answers.getFirst()).contains("\"state\":\"enabled\"");
      assertThat(answers).contains("custom_value 200").last().asString().contains("\"disabled\"");
      assertThat(answers).anyMatch(it -> it.contains("custom_value") && it.contains("team_value"));
    }
  }

  @Test
  void curlLinesInBlocksOfTheReadmeAreOnesThatTheDemoPrints(@TempDir Path folder) {
    List<String> written =
        blocks(README).stream()
            .flatMap(it -> it.text().replace("\\\n", "").lines())
            .map(it -> it.strip().replaceFirst("^\\$ ", ""))
            .filter(it -> it.startsWith("curl "))
            .toList();
    if (!written.isEmpty()) {
      try (RunningDemo demo = RunningDemo.in(folder)) {
        assertThat(demo.lines())
            .containsAll(written.stream().map(it -> forDemo(it, demo)).toList());
      }
    }
  }

  private static String forDemo(String text, RunningDemo demo) {
    return text.replace(
            "127.0.0.1:" + RunningDemo.INTEGRATION_PORT, "127.0.0.1:" + demo.integrationPort())
        .replace("127.0.0.1:" + RunningDemo.PLATFORM_PORT, "127.0.0.1:" + demo.platformPort());
  }

  /** The block that sets what the calls of the table refer to. */
  private static String variablesForCalls() {
    return blocks(README).stream()
        .map(Block::text)
        .filter(it -> it.lines().allMatch(line -> line.matches("[A-Z]+=.*")))
        .collect(Collectors.joining());
  }

  /** What stands as code in the tables of a document, in its order. */
  private static Stream<String> inTables(Path document) {
    return Repository.text(document)
        .lines()
        .filter(it -> it.startsWith("|"))
        .flatMap(
            it -> Pattern.compile("`([^`]+)`").matcher(it).results().map(code -> code.group(1)));
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @TestFactory
  Stream<DynamicTest> linksLeadSomewhere() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String name :
        List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")) {
      documents.add(Repository.ROOT.resolve(name));
    }
    documents.addAll(Repository.files(Repository.ROOT.resolve("docs"), ".md"));
    documents.addAll(Repository.files(Repository.ROOT.resolve("conformance"), ".md"));
    return documents.stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    Repository.ROOT.relativize(it).toString(),
                    () -> assertThat(brokenLinks(it)).isEmpty()));
  }

  @Test
  void nothingIsOfOneMachineAlone() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Repository.files(Repository.ROOT, "")) {
      String text = Repository.bytesAsText(file);
      OF_ONE_MACHINE.forEach(
          (what, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
              long line = text.substring(0, matcher.start()).lines().count();
              found.add(
                  "%s line %d has %s: %s"
                      .formatted(
                          Repository.ROOT.relativize(file),
                          Math.max(line, 1),
                          what,
                          matcher.group()));
            }
          });
    }

    assertThat(found).isEmpty();
  }

  private static List<String> brokenLinks(Path document) {
    List<String> broken = new ArrayList<>();
    String text = BLOCK.matcher(Repository.text(document)).replaceAll("");
    Matcher link = LINK.matcher(text.replaceAll("`[^`\\n]*`", ""));
    while (link.find()) {
      String to = link.group(1);
      if (!to.matches("[a-z]+:.*") && !leadsSomewhere(document, to)) {
        broken.add(to);
      }
    }
    return broken;
  }

  private static boolean leadsSomewhere(Path document, String to) {
    String[] parts = to.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    if (!file.startsWith(Repository.ROOT) || !Files.exists(file)) {
      return false;
    }
    return parts.length == 1
        || !file.toString().endsWith(".md")
        || anchors(file).contains(parts[1]);
  }

  /** The names that headings have on the usual sites. */
  private static List<String> anchors(Path document) {
    return HEADING
        .matcher(BLOCK.matcher(Repository.text(document)).replaceAll(""))
        .results()
        .map(
            it ->
                it.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'))
        .toList();
  }

  private static List<Block> blocks(Path document) {
    return BLOCK
        .matcher(Repository.text(document))
        .results()
        .map(it -> new Block(document, it.group(2), it.group(3)))
        .toList();
  }

  /** What the examples show: their marked regions, and each as a whole. */
  private static List<List<String>> shownByExamples() throws IOException {
    List<List<String>> shown = new ArrayList<>();
    for (Path file : Repository.files(Repository.ROOT.resolve("examples/src"), ".java")) {
      String text = Repository.text(file);
      shown.add(stripped(text));
      Pattern.compile("// begin: (\\S+)\\n(.*?)// end: \\1\\n", Pattern.DOTALL)
          .matcher(text)
          .results()
          .forEach(it -> shown.add(stripped(it.group(2))));
    }
    return shown;
  }

  /** The lines without their indentation, and without empty ones around them. */
  private static List<String> stripped(String text) {
    return text.strip().lines().map(String::strip).toList();
  }

  private static boolean contains(List<String> region, List<String> block) {
    return !block.isEmpty() && Collections.indexOfSubList(region, block) >= 0;
  }
}
