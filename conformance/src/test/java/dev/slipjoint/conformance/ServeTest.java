package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.ON_SITE;
import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server as its operator starts, misconfigures and stops it. */
class ServeTest {
  private static final Pattern READY =
      Pattern.compile(
          "Slipjoint is ready on (http://127\\.0\\.0\\.1:\\d+) \\(data in .+, started in \\d+"
              + " ms\\)");

  @TempDir private Path folder;

  @BeforeAll
  static void whatIsNeeded() {
    Repository.packagedProgram();
  }

  @Test
  void itSaysInOneLineThatItIsReadyDrainsAndKeepsWhatItAcknowledged() throws IOException {
    Path file = RunningPlatform.declaration(folder);
    Map<String, String> slowly = Map.of("SLIPJOINT_SERVER_DRAIN", "2s");
    String[] command = {
      "serve", "--port", "0", "--data", "data", "--platform-file", file.toString()
    };
    try (Program server = Program.slipjoint(folder, slowly, command)) {
      String url = awaitReady(server);
      assertThat(server.out()).hasSize(1);
      assertThat(Http.get(url + "/health/ready").status()).isEqualTo(200);
      assertThat(as(OWNER, "POST", url + ON_SITE, "{\"config\":{\"a\":1.10}}").status())
          .isEqualTo(201);

      server.signal("TERM");
      Answer stopping =
          Eventually.become(() -> Http.get(url + "/health/ready"), it -> it.status() != 200);
      assertThat(stopping.status()).isEqualTo(503);
      assertThat(stopping.header("connection")).isEqualToIgnoringCase("close");
      assertThat(Http.get(url + "/health/live").status()).isEqualTo(200);
      assertThat(as(OWNER, "GET", url + ON_SITE, "").status()).isEqualTo(200);

      assertThat(server.exit()).isEqualTo(143);
      assertThat(server.out()).hasSize(1);
      assertThat(server.toString()).doesNotContain(OWNER);
    }
    try (Program again =
        Program.slipjoint(folder, Map.of("SLIPJOINT_SERVER_DRAIN", "0s"), command)) {
      String url = awaitReady(again);
      assertThat(as(OWNER, "GET", url + ON_SITE, "").body()).contains("{\"a\":1.10}");
      again.signal("INT");
      assertThat(again.exit()).isEqualTo(130);
    }
  }

  @Test
  void theFirstAdministratorsTokenIsToldOnceAndIsGood() {
    Map<String, String> variables = Map.of("SLIPJOINT_SERVER_DRAIN", "0s");
    try (Program server = Program.slipjoint(folder, variables, "serve", "--port", "0")) {
      String url = awaitReady(server);
      assertThat(server.out()).hasSize(2);
      String line = server.out().getFirst();
      assertThat(line).contains("shown this once: slipu_");
      String token = line.replaceFirst(".*: ", "");
      assertThat(as(token, "GET", url + "/caller", "").status()).isEqualTo(200);
      assertThat(folder.resolve("slipjoint-data")).isDirectory();

      // Another server must keep its hands off the folder.
      refused(List.of("slipjoint-data", "is in use by"), Map.of(), "serve", "--port", "0");
      assertThat(Http.get(url + "/health/ready").status()).isEqualTo(200);

      server.signal("TERM");
      server.exit();
    }
    try (Program again = Program.slipjoint(folder, variables, "serve", "--port", "0")) {
      awaitReady(again);
      assertThat(again.out()).hasSize(1);
    }
  }

  @Test
  void aPortThatIsTakenIsToldInASentenceAndLosesNoToken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Program refused = run(Map.of(), "serve", "--port", port);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err().getLast())
          .startsWith("slipjoint: ")
          .contains("can't listen on 127.0.0.1:" + port, "--port or --bind");
      // The first token was kept before the port was asked for: nobody could ask for it later.
      assertThat(refused.out()).singleElement().asString().contains("shown this once: slipu_");

      refused(List.of("can't listen on"), Map.of(), "serve", "--port", port);
    }
  }

  @Test
  void aDataFolderThatCannotBeOneIsToldInASentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    refused(List.of("file is a file"), Map.of(), "serve", "--port", "0", "--data", file.toString());
    refused(
        List.of("data folder", "can't be made"),
        Map.of(),
        "serve",
        "--port",
        "0",
        "--data",
        file.resolve("data").toString());
  }

  @Test
  void aDatabaseThatCannotBeTrustedIsToldInASentenceAndLeftAlone() throws IOException {
    Path data = folder.resolve("data");
    Path database = data.resolve("slipjoint.db");
    String[] command = {"serve", "--port", "0", "--data", data.toString()};
    try (Program server = Program.slipjoint(folder, Map.of(), command)) {
      awaitReady(server);
      server.signal("TERM");
      server.exit();
    }
    byte[] sound = Files.readAllBytes(database);

    byte[] damaged = sound.clone();
    Arrays.fill(damaged, damaged.length / 2, damaged.length, (byte) 0x55);
    byte[] foreign = sound.clone();
    foreign[68]++; // the application's id
    byte[] random = new byte[sound.length];
    new Random(1).nextBytes(random);
    Map<byte[], String> all =
        Map.of(
            damaged,
            "is damaged; restore it from a backup.",
            Arrays.copyOf(sound, sound.length / 3),
            "is damaged; restore it from a backup.",
            foreign,
            "is a database of another program; choose another data folder.",
            random,
            "is not a database; choose another data folder or move that file away.");
    for (Map.Entry<byte[], String> each : all.entrySet()) {
      Files.write(database, each.getKey());
      refused(List.of(database.toRealPath().toString(), each.getValue()), Map.of(), command);
      assertThat(Files.readAllBytes(database)).isEqualTo(each.getKey());
    }

    Files.write(database, sound);
    try (Program server = Program.slipjoint(folder, Map.of(), command)) {
      awaitReady(server);
    }
  }

  @Test
  void everyMistakeOfTheConfigurationIsToldWithItsPlace() throws IOException {
    Path config = folder.resolve("slipjoint.yaml");
    Files.writeString(config, "server:\n  porr: 1\n  drain: soon\n");

    Program refused =
        run(
            Map.of("SLIPJOINT_NO_SUCH_THING", "1", "SLIPJOINT_LOG_LEVEL", "loud"),
            "serve",
            "--config",
            config.toString(),
            "--port",
            "99999");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().getFirst()).isEqualTo("slipjoint: The configuration has 5 mistakes:");
    assertThat(String.join("\n", refused.err()))
        .contains("slipjoint.yaml line 2", "server.porr")
        .contains("slipjoint.yaml line 3", "server.drain is \"soon\"; it must be a duration")
        .contains("environment", "SLIPJOINT_NO_SUCH_THING")
        .contains("environment SLIPJOINT_LOG_LEVEL", "log.level is \"loud\"")
        .contains("--port", "server.port is \"99999\"; it must be a number from 0 to 65535")
        .doesNotContain("\tat ");
    assertThat(refused.err()).hasSize(6);
  }

  @Test
  void everyMistakeOfThePlatformFileIsToldWithItsLineAndNothingIsApplied() throws IOException {
    Path file = folder.resolve("platform.yaml");
    Files.writeString(
        file,
        """
        users:
          - id: ada
            name: Ada
            tokens: [{ name: a, token: short }]
          - id: ada
            name: Ada again
        teams:
          - id: site
            name: Reserved
            members:
              - { user: nobody, role: king }
        integrations:
          - slug: Cool
            name: ${NO_SUCH_VARIABLE_HERE}
            team: team-nowhere
            level: planet
            colour: red
        """);

    Program refused = run(Map.of(), "serve", "--port", "0", "--platform-file", file.toString());

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().getFirst())
        .matches("slipjoint: The platform file .* has \\d+ mistakes; nothing of it was applied:");
    List<String> told = new ArrayList<>(refused.err().subList(1, refused.err().size()));
    assertThat(told).allMatch(it -> it.matches("  line \\d+: .+\\."));
    for (String each :
        List.of(
            "4: A token must",
            "5: .*user ada .*already",
            "8: \"site\" is reserved",
            "11: There is no user nobody",
            "11: A role is owner, developer or viewer",
            "13: A slug must",
            "14: .* no variable NO_SUCH_VARIABLE_HERE",
            "16: A level is",
            "17: .*colour")) {
      assertThat(told).as(each).anyMatch(it -> it.matches("  line " + each + ".*"));
    }
    assertThat(refused.toString()).doesNotContain("short");
  }

  @Test
  void aPlatformFileThatIsMissingIsTold() {
    Program refused = run(Map.of(), "serve", "--port", "0", "--platform-file", "nowhere.yaml");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().getFirst()).startsWith("slipjoint: The platform file nowhere.yaml");
    assertThat(String.join(" ", refused.err())).contains("can't be read").doesNotContain("\tat ");
  }

  @Test
  void configShowsWhatIsSetAndWhereItComesFromButNoSecret() {
    String key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    Program shown =
        run(
            Map.of("SLIPJOINT_KEYS_MASTER", key, "SLIPJOINT_SERVER_PORT", "1"),
            "config",
            "--port",
            "2");

    assertThat(shown.exit()).isZero();
    assertThat(shown.out())
        .anyMatch(it -> it.matches("server\\.port +2 +--port"))
        .anyMatch(it -> it.matches("keys\\.master +\\*\\*\\* +environment SLIPJOINT_KEYS_MASTER"))
        .anyMatch(it -> it.matches("data\\.folder +slipjoint-data +default"));
    assertThat(shown.toString()).doesNotContain(key);
  }

  private void refused(List<String> words, Map<String, String> variables, String... arguments) {
    Program refused = run(variables, arguments);
    assertThat(refused.exit()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    // What led there may be in the log; what is wrong is one sentence, the last.
    assertThat(refused.err().subList(0, refused.err().size() - 1))
        .as(refused.toString())
        .allMatch(it -> it.contains(" INFO "));
    assertThat(refused.err().getLast()).startsWith("slipjoint: ").endsWith(".").contains(words);
  }

  /** A command that ends by itself. */
  private Program run(Map<String, String> variables, String... arguments) {
    Program program = Program.slipjoint(folder, variables, arguments);
    try {
      program.exit();
      return program;
    } finally {
      program.close();
    }
  }

  private static String awaitReady(Program server) {
    Matcher ready = READY.matcher(server.awaitLine(it -> it.contains("is ready on")));
    assertThat(ready.matches()).as(server.toString()).isTrue();
    return ready.group(1);
  }

  private static Answer as(String token, String method, String url, String json) {
    return Http.call(method, url, Map.of("netlify-token", token), json);
  }
}
