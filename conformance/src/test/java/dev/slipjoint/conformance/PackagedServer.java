package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.conformance.WriteHistory.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The program as it is delivered, on a data folder that may have seen much. Teams that own one site
 * each, and two integrations, are in it: {@link #keys} says where to write.
 */
final class PackagedServer implements AutoCloseable {
  static final int TEAMS = 8;

  /** Seconds, unless everything else on the machine is busy too. */
  private static final Duration TO_START = Duration.ofMinutes(1);

  private static final Map<String, String> SETTINGS =
      Map.of("SLIPJOINT_LOG_LEVEL", "error", "SLIPJOINT_SERVER_DRAIN", "0s");

  private final Program program;
  private final String url;
  private final long startedInMillis;

  private PackagedServer(Program program, String url, long startedInMillis) {
    this.program = program;
    this.url = url;
    this.startedInMillis = startedInMillis;
  }

  /** Starts it, and waits until it is ready. */
  static PackagedServer start(Path folder, Path data) {
    long begin = System.nanoTime();
    Program program = launch(List.of(), folder, data);
    String url = program.awaitReady(TO_START);
    return new PackagedServer(program, url, (System.nanoTime() - begin) / 1_000_000);
  }

  /** Only begins to start it, by way of another program, if any is named. */
  static Program launch(List<String> other, Path folder, Path data) {
    return Program.slipjointUnder(
        other,
        folder,
        SETTINGS,
        "serve",
        "--port",
        "0",
        "--data",
        data.toString(),
        "--platform-file",
        declaration(folder).toString());
  }

  private static Path declaration(Path folder) {
    StringBuilder teams = new StringBuilder();
    for (int team = 0; team < TEAMS; team++) {
      teams.append(
          """
            - id: team-%1$d
              name: Team
              members: [{ user: ada, role: owner }]
              sites: [{ id: site-%1$d, name: www }]
          """
              .formatted(team));
    }
    String text =
        """
        users:
          - id: ada
            name: Ada
            tokens: [{ name: tests, token: "%s" }]
        teams:
        %sintegrations:
          - { slug: first, name: First, team: team-0, level: team-and-site }
          - { slug: second, name: Second, team: team-0, level: team-and-site }
        """
            .formatted(OWNER, teams);
    try {
      return Files.writeString(folder.resolve("platform.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What belongs to one team: where an integration may be enabled. */
  static List<String> keys(int team) {
    return List.of(
        "/team/team-" + team + "/integrations/first",
        "/site/site-" + team + "/integrations/first",
        "/site/site-" + team + "/integrations/second");
  }

  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int team = 0; team < TEAMS; team++) {
      keys.addAll(keys(team));
    }
    return keys;
  }

  Answer ask(String method, String path, String json) {
    return Http.call(method, url + path, Map.of("netlify-token", OWNER), json);
  }

  /** What is there, by key. */
  Map<String, String> found() {
    return found(keys());
  }

  Map<String, String> found(List<String> keys) {
    Map<String, String> found = new TreeMap<>();
    keys.forEach(it -> found.put(it, MarkedContext.markIn(ask("GET", it, ""))));
    return found;
  }

  int readiness() {
    return ask("GET", "/health/ready", "").status();
  }

  long pid() {
    return program.processes().getFirst().pid();
  }

  long startedInMillis() {
    return startedInMillis;
  }

  /** What it has complained of so far. */
  List<String> complaints() {
    return program.err();
  }

  /** {@code kill -9}. */
  @Override
  public void close() {
    program.close();
  }

  /** What SQLite says of the database in a folder, which nobody may have open. */
  static String integrity(Path data) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("slipjoint.db"));
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
      return answer.getString(1);
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  /** Puts the files of a database elsewhere, as they are just now. */
  static void copyDatabase(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : List.of("slipjoint.db", "slipjoint.db-wal", "slipjoint.db-shm")) {
      Files.deleteIfExists(to.resolve(name));
      // The third is made anew from the second.
      if (!name.endsWith("-shm") && Files.exists(from.resolve(name))) {
        Files.copy(from.resolve(name), to.resolve(name));
      }
    }
  }

  /**
   * The control of proofs that nothing is lost: once an earlier copy is in the place of the
   * database, what was acknowledged after it is found missing.
   */
  static Verdict checkLossIsFound(Path folder, Path data, Path earlier, WriteLog log)
      throws IOException {
    copyDatabase(earlier, data);
    try (PackagedServer server = start(folder, data)) {
      Verdict verdict = log.history().judge(server.found());
      System.out.printf(
          "Put back to an earlier copy: of %d keys, %d lost, as it must be%n",
          keys().size(), verdict.lost().size());
      assertThat(verdict.lost()).hasSizeGreaterThan(keys().size() / 2);
      return verdict;
    }
  }

  /** What a program that did not start told last, if it is a sentence for people. */
  static Optional<String> sentence(Program refused) {
    return refused.err().stream()
        .reduce((first, second) -> second)
        .filter(it -> it.startsWith("slipjoint: ") && it.endsWith("."));
  }
}
