package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.SITE;
import static dev.slipjoint.conformance.RunningPlatform.SLUG;
import static dev.slipjoint.conformance.RunningPlatform.STRANGER;
import static dev.slipjoint.conformance.RunningPlatform.TEAM;
import static dev.slipjoint.conformance.RunningPlatform.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Netlify's published packages, as npm hands them out, against a real server: its client drives the
 * API, and its runtime serves an integration, which clients call directly or through the server.
 * conformance/clients/README.md says more.
 */
@Tag("proof")
class PublishedClientsProof {
  private static final Path CLIENTS = Repository.ROOT.resolve("conformance/clients");
  private static final Duration TO_INSTALL = Duration.ofMinutes(5);
  private static final Duration TO_RUN = Duration.ofMinutes(3);
  private static final int TAIL = 80;

  @TempDir private Path folder;

  @Test
  void theyWorkUnchanged() throws IOException {
    Path clients = copy(folder.resolve("clients"));
    // npm reads its settings of the machine, so only its settings of the project are ours.
    Program install =
        run(
            clients,
            Map.of(),
            TO_INSTALL,
            "npm",
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund");
    assertThat(install.exit()).as(tail(install)).isZero();

    int host = freePort();
    try (RunningPlatform platform = RunningPlatform.calling(folder, host)) {
      Map<String, String> variables =
          Map.ofEntries(
              Map.entry("SLIPJOINT_URL", platform.url().toString()),
              Map.entry("OWNER_TOKEN", OWNER),
              Map.entry("VIEWER_TOKEN", VIEWER),
              Map.entry("STRANGER_TOKEN", STRANGER),
              Map.entry("SITE_ONLY_SLUG", "site-only"),
              Map.entry("SLUG", SLUG),
              Map.entry("SITE_ID", SITE),
              Map.entry("TEAM_ID", TEAM),
              Map.entry("HOST_PORT", Integer.toString(host)),
              Map.entry("NO_COLOR", "1"),
              Map.entry("FORCE_COLOR", "0"));

      Program tests =
          run(
              clients,
              variables,
              TO_RUN,
              "node",
              "--test",
              "--test-concurrency=1",
              "--test-reporter=spec",
              "client.test.mjs",
              "runtime/runtime.test.mjs",
              "runtime/lifecycle.test.mjs");

      assertThat(tests.exit()).as(tail(tests)).isZero();
      assertThat(count(tests, "fail")).isZero();
      assertThat(count(tests, "skipped")).isZero();
      assertThat(count(tests, "cancelled")).isZero();
      assertThat(count(tests, "todo")).isZero();
      assertThat(count(tests, "pass")).isEqualTo(count(tests, "tests")).isGreaterThan(55);
    }
  }

  /** The platform has to know the port before the runtime listens on it. */
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static Program run(
      Path folder, Map<String, String> variables, Duration limit, String... command) {
    Repository.require(
        Repository.isOnPath(command[0]), "There is no " + command[0] + " on the PATH.");
    try (Program program = Program.start(folder, variables, command)) {
      program.exit(limit);
      return program;
    }
  }

  /** The number that node's report gives in the end, such as {@code ℹ fail 0}. */
  private static int count(Program tests, String what) {
    return tests.out().stream()
        .map(it -> it.replaceAll("\\x1b\\[[0-9;]*m", ""))
        .filter(it -> it.matches("\\S+ " + what + " \\d+"))
        .map(it -> Integer.valueOf(it.replaceAll("\\D", "")))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError("No count of " + what + " in\n" + tail(tests)));
  }

  private static String tail(Program program) {
    List<String> lines = program.toString().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  private static Path copy(Path to) throws IOException {
    for (Path file : Repository.files(CLIENTS, "")) {
      Path copy = to.resolve(CLIENTS.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return to;
  }
}
