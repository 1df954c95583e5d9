package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program that serves a filled database, on the server's core. */
record Host(Program program, int port) implements AutoCloseable {

  /** Any 32 bytes: nothing in the database is sealed. */
  private static final String MASTER_KEY = "c2xpcGpvaW50LWJlbmNobWFya3Mtc2VjcmV0LWtleS4=";

  private static final String JAVA_OPTIONS = "SLIPJOINT_JAVA_OPTS";

  /**
   * How {@code ./slipjoint serve} is started.
   *
   * @param name what the program is called here
   * @param data its folder
   * @param level how much it logs
   * @param log where that goes
   * @param options of Java, beside those that it has always
   */
  record Setting(String name, Path data, String level, Path log, String options) {}

  static Host slipjoint(Place place, Cores cores, Setting setting) throws IOException {
    int port = Program.freePort();
    List<String> command =
        List.of(place.launcher().toString(), "serve", "--data=" + setting.data(), "--port=" + port);
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "SLIPJOINT_JAVA_HOME",
                System.getProperty("java.home"),
                "SLIPJOINT_KEYS_MASTER",
                MASTER_KEY,
                "SLIPJOINT_LOG_LEVEL",
                setting.level(),
                "SLIPJOINT_MANAGEMENT_PORT",
                "0",
                "SLIPJOINT_SERVER_DRAIN",
                "0s"));
    String given = System.getenv().getOrDefault(JAVA_OPTIONS, "");
    environment.put(JAVA_OPTIONS, (given + " " + setting.options()).strip());
    return new Host(
        Program.start(
            setting.name(),
            cores.on(cores.server(), command),
            environment,
            Redirect.appendTo(setting.log().toFile())),
        port);
  }

  static Host peer(Path server, Cores cores, Path database, Path log) throws IOException {
    int port = Program.freePort();
    List<String> command =
        List.of("node", server.toString(), database.toString(), Integer.toString(port));
    return new Host(
        Program.start(
            "peer",
            cores.on(cores.server(), command),
            Map.of("NODE_ENV", "production"),
            Redirect.appendTo(log.toFile())),
        port);
  }

  @Override
  public void close() {
    program.close();
  }
}
