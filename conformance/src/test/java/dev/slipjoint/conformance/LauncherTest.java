package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./slipjoint} on a machine of its own: a folder stands for the root of the file system, and
 * JDKs are scripts that say who they are. In the copy that is run, the folders in which the script
 * looks for JDKs lie beneath that root; the rest of it is as it is.
 */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "bash",
          "dash",
          "sed",
          "dirname",
          "readlink",
          "find",
          "head",
          "mkdir",
          "rm",
          "touch",
          "grep",
          "cat",
          "env");

  @TempDir private Path root;

  private Path tree;
  private Path bin;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void aMachineWithoutAJdk() throws IOException {
    tree = Files.createDirectories(root.resolve("home/user/a checkout"));
    bin = Files.createDirectories(root.resolve("bin"));
    for (String tool : TOOLS) {
      for (String place : List.of("/bin/", "/usr/bin/")) {
        if (Files.isExecutable(Path.of(place + tool))) {
          executable(bin.resolve(tool), "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
        }
      }
    }
    String script = Repository.text(Repository.ROOT.resolve("slipjoint"));
    for (String place :
        List.of(
            "/usr/lib/jvm", "/usr/java", "/opt/java", "/opt/jdk", "/Library", "/opt/homebrew")) {
      assertThat(script).contains(" " + place);
      script = script.replace(" " + place, " " + root + place);
    }
    executable(tree.resolve("slipjoint"), script);
    variables.put("PATH", bin.toString());
    variables.put("HOME", root.resolve("home/user").toString());
    variables.put("JAVA_HOME", "");
  }

  @Nested
  class FindingAJdk {

    @BeforeEach
    void everythingIsBuilt() throws IOException {
      built();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "usr/lib/jvm/temurin-25-jdk-amd64",
          "usr/java/jdk-25",
          "opt/java/25",
          "opt/jdk-25",
          "home/user/.sdkman/candidates/java/25-tem",
          "home/user/.jdks/temurin-25",
          "Library/Java/JavaVirtualMachines/25.jdk/Contents/Home",
          "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
        })
    void itIsFoundWhereJdksAre(String place) throws IOException {
      jdk(place, "25.0.1");

      assertThat(launch()).isEqualTo(place);
    }

    @Test
    void twentyFiveIsPreferredToOthersFromTwentyOneOn() throws IOException {
      variables.put("JAVA_HOME", jdk("jdks/of-java-home", "21.0.5").toString());
      jdk("usr/lib/jvm/a-newer-one", "26");
      jdk("usr/lib/jvm/z-the-preferred", "25.0.1");

      assertThat(launch()).isEqualTo("usr/lib/jvm/z-the-preferred");
    }

    @Test
    void withoutATwentyFiveTheFirstFromTwentyOneOnIsTaken() throws IOException {
      variables.put("JAVA_HOME", jdk("jdks/of-java-home", "17.0.15").toString());
      jdk("usr/lib/jvm/a-old", "1.8.0_402");
      jdk("usr/lib/jvm/b-first", "21.0.5");
      jdk("usr/lib/jvm/c-later", "24");

      assertThat(launch()).isEqualTo("usr/lib/jvm/b-first");
    }

    @Test
    void javaHomeComesBeforeThePathAndThatBeforeTheFolders() throws IOException {
      jdk("usr/lib/jvm/twenty-five", "25");
      onPath(jdk("jdks/of-path", "25"));
      assertThat(launch()).isEqualTo("jdks/of-path");

      variables.put("JAVA_HOME", jdk("jdks/of-java-home", "25").toString());
      assertThat(launch()).isEqualTo("jdks/of-java-home");
    }

    @Test
    void aJavaOnThePathMayBeAChainOfLinks() throws IOException {
      Path alternatives = Files.createDirectories(root.resolve("etc/alternatives"));
      Path java = jdk("jdks/linked", "25").resolve("bin/java");
      Files.createSymbolicLink(alternatives.resolve("java"), java);
      Files.createSymbolicLink(bin.resolve("java"), alternatives.resolve("java"));

      assertThat(launch()).isEqualTo("jdks/linked");
    }

    @Test
    void theVariableOfItsOwnDecides() throws IOException {
      variables.put("JAVA_HOME", jdk("jdks/of-java-home", "25").toString());
      variables.put("SLIPJOINT_JAVA_HOME", jdk("jdks/a wanted one", "21").toString());

      assertThat(launch()).isEqualTo("jdks/a wanted one");
    }

    @Test
    void theVariableOfItsOwnIsNotOverruledInSilence() throws IOException {
      jdk("usr/lib/jvm/twenty-five", "25");
      for (String place : List.of(jdk("jdks/old", "17").toString(), root + "/nowhere")) {
        variables.put("SLIPJOINT_JAVA_HOME", place);

        refused("SLIPJOINT_JAVA_HOME is " + place, "21 or later");
      }
    }

    @Test
    void aJdkWithoutAReleaseFileIsAsked() throws IOException {
      Path home = jdk("usr/lib/jvm/silent", "25");
      Files.delete(home.resolve("release"));

      assertThat(launch()).isEqualTo("usr/lib/jvm/silent");
    }

    @Test
    void whatOnlyLooksLikeAJdkIsPassedOver() throws IOException {
      Files.createDirectories(root.resolve("usr/lib/jvm/a-empty"));
      Files.writeString(
          jdk("usr/lib/jvm/b-strange", "25").resolve("release"), "JAVA_VERSION=\"unknown\"\n");
      jdk("usr/lib/jvm/c-good", "22.0.1");

      assertThat(launch()).isEqualTo("usr/lib/jvm/c-good");
    }

    @Test
    void withoutAnyItSaysWhatToDoInASentence() throws IOException {
      refused("No JDK of version 21 or later was found", "SLIPJOINT_JAVA_HOME");

      jdk("usr/lib/jvm/old", "17.0.15");
      refused("No JDK of version 21 or later was found", "SLIPJOINT_JAVA_HOME");
    }
  }

  @Nested
  class Running {

    @BeforeEach
    void thereIsAJdk() throws IOException {
      jdk("usr/lib/jvm/twenty-five", "25");
    }

    @Test
    void argumentsAndOptionsArePassedOn() throws IOException {
      built();
      variables.put("SLIPJOINT_JAVA_OPTS", "-Xmx64m -Done=two");

      Program run = run("sh", "serve", "--data", "a folder", "*", "");

      assertThat(run.exit()).as(run.toString()).isZero();
      assertThat(run.out())
          .containsSubsequence(
              "[-Xmx64m]",
              "[-Done=two]",
              "[-cp]",
              "[" + tree.toRealPath() + "/cli/target/slipjoint/lib/*]",
              "[dev.slipjoint.cli.Slipjoint]",
              "[serve]",
              "[--data]",
              "[a folder]",
              "[*]",
              "[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash"})
    void everyPosixShellRunsIt(String shell) throws IOException {
      Repository.require(Files.exists(bin.resolve(shell)), "There is no " + shell + " here.");
      built();

      assertThat(run(shell, "--version").out()).contains("[--version]");
    }

    @Test
    void aLinkToItRunsIt() throws IOException {
      built();
      Path link = Files.createSymbolicLink(bin.resolve("slipjoint"), tree.resolve("slipjoint"));

      Program run = Program.start(root, variables, link.toString(), "--version");

      assertThat(run.exit()).as(run.toString()).isZero();
      assertThat(run.out())
          .contains("[" + tree.toRealPath() + "/cli/target/slipjoint/lib/*]", "[--version]");
    }

    @Test
    void itsExitCodeIsTheProgramsOwn() throws IOException {
      built();

      assertThat(run("sh", "exit-3").exit()).isEqualTo(3);
    }
  }

  @Nested
  class Building {

    @BeforeEach
    void thereIsAJdkAndNothingIsBuilt() throws IOException {
      jdk("usr/lib/jvm/twenty-five", "25");
      Files.createDirectories(tree.resolve("sdk/src/main/java"));
      Files.writeString(tree.resolve("pom.xml"), "<project/>");
      Files.writeString(tree.resolve("sdk/src/main/java/A.java"), "class A {}");
    }

    @Test
    void withoutMavenItSaysWhatToDoInASentence() {
      refused("Nothing is built yet, and there is no Maven", "3.8.7");
    }

    @Test
    void itIsBuiltOnceWithTheJdkThatWasFound() throws IOException {
      maven("echo \"$JAVA_HOME $*\" >>'" + root + "/builds'; exit 0");

      assertThat(launch()).isEqualTo("usr/lib/jvm/twenty-five");
      assertThat(launch()).isEqualTo("usr/lib/jvm/twenty-five");

      assertThat(builds()).hasSize(1);
      assertThat(builds().getFirst())
          .startsWith(root.resolve("usr/lib/jvm/twenty-five") + " ")
          .contains("-pl cli -am package", tree.toRealPath() + "/pom.xml");
    }

    @Test
    void itIsBuiltAgainWhenASourceIsNewer() throws IOException {
      maven("echo built >>'" + root + "/builds'; exit 0");
      launch();
      Files.setLastModifiedTime(
          tree.resolve("sdk/src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(60)));

      launch();

      assertThat(builds()).hasSize(2);
    }

    @Test
    void aBuildThatFailsIsToldWithItsErrorsAndWhereTheRestIs() throws IOException {
      maven("echo '[INFO] much'; echo '[ERROR] A.java:[1] is wrong'; exit 1");

      Program run = run("sh", "demo");

      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .contains("[ERROR] A.java:[1] is wrong")
          .doesNotContain("[INFO] much")
          .last()
          .isEqualTo("slipjoint: The build failed; all of it is in cli/target/build.log.");
      assertThat(tree.resolve("cli/target/build.log")).content().contains("[INFO] much");
      assertThat(tree.resolve("cli/target/slipjoint/built")).doesNotExist();
    }

    private List<String> builds() throws IOException {
      return Files.readAllLines(root.resolve("builds"));
    }

    private void maven(String script) throws IOException {
      executable(
          bin.resolve("mvn"),
          "#!/bin/sh\nmkdir -p '" + tree + "/cli/target/slipjoint/lib'\n" + script + "\n");
    }
  }

  /** The JDK that it runs with, as its place under the root. */
  private String launch() {
    Program run = run("sh", "demo");
    assertThat(run.exit()).as(run.toString()).isZero();
    return root.relativize(Path.of(run.out().getFirst())).toString();
  }

  private void refused(String... words) {
    Program run = run("sh", "demo");
    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).as(run.toString()).hasSize(1);
    assertThat(run.err().getFirst()).startsWith("slipjoint: ").endsWith(".").contains(words);
  }

  private Program run(String shell, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(bin.resolve(shell).toString());
    command.add(tree.resolve("slipjoint").toString());
    command.addAll(List.of(arguments));
    Program run = Program.start(root, variables, command.toArray(String[]::new));
    run.exit();
    return run;
  }

  private Path jdk(String place, String version) throws IOException {
    Path home = root.resolve(place);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'openjdk version "%s" 2026-01-20' >&2
          exit
        fi
        echo '%s'
        for it in "$@"; do echo "[$it]"; done
        case $it in exit-*) exit "${it#exit-}" ;; esac
        """
            .formatted(version, home));
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    return home;
  }

  private void onPath(Path home) {
    variables.put(
        "PATH",
        Stream.of(home.resolve("bin"), bin)
            .map(Path::toString)
            .reduce((a, b) -> a + ":" + b)
            .orElseThrow());
  }

  /** The mark of a build that is newer than every source. */
  private void built() throws IOException {
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.createDirectories(tree.resolve("cli/target/slipjoint/lib"));
    Path mark = Files.createFile(tree.resolve("cli/target/slipjoint/built"));
    Files.setLastModifiedTime(mark, FileTime.from(Instant.now().plusSeconds(60)));
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
