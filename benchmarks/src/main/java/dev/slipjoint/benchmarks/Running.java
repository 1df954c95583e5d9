package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The two programs that are measured, on ports of their own, with a throw-away folder. */
final class Running implements AutoCloseable {
  private final Path folder;
  private final int serverPort;
  private final int integrationPort;
  private final int barePort;
  private final Program server;
  private final Program integration;

  private Running(Path checkout, Cores cores) throws IOException {
    folder = Files.createTempDirectory("slipjoint-benchmarks-");
    serverPort = Program.freePort();
    integrationPort = Program.freePort();
    barePort = Program.freePort();
    server = server(checkout, cores);
    integration = integration(cores);
  }

  static Running start(Path checkout, Cores cores) throws IOException, InterruptedException {
    Running running = new Running(checkout, cores);
    try {
      running.integration.awaitListening(running.integrationPort);
      running.server.awaitListening(running.serverPort);
      return running;
    } catch (BenchmarkFailed | InterruptedException e) {
      running.close();
      throw e;
    }
  }

  private Program server(Path checkout, Cores cores) throws IOException {
    Path platform =
        Files.writeString(folder.resolve("platform.yaml"), Town.file(local(integrationPort)));
    Path config =
        Files.writeString(
            folder.resolve("slipjoint.yaml"),
            """
            dispatch.allow-private: 127.0.0.1
            log.level: warn
            management.port: 0
            """);
    List<String> command =
        List.of(
            checkout.resolve("slipjoint").toString(),
            "serve",
            "--config=" + config,
            "--platform-file=" + platform,
            "--data=" + folder.resolve("data"),
            "--port=" + serverPort);
    return Program.start(
        "server",
        cores.on(cores.server(), command),
        Map.of(
            "SLIPJOINT_JAVA_HOME",
            System.getProperty("java.home"),
            "SLIPJOINT_SERVER_DRAIN",
            "0s"));
  }

  private Program integration(Cores cores) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m", // as much as the server has
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            IdleIntegration.class.getName(),
            Integer.toString(integrationPort),
            Integer.toString(barePort));
    return Program.start(
        "integration",
        cores.on(cores.others(), command),
        Map.of(
            "SLIPJOINT_URL",
            local(serverPort).toString(),
            "SLIPJOINT_SLUG",
            Town.SLUG,
            "INTEGRATION_SECRET",
            Town.SECRET));
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  Program server() {
    return server;
  }

  Program integration() {
    return integration;
  }

  int serverPort() {
    return serverPort;
  }

  int integrationPort() {
    return integrationPort;
  }

  int barePort() {
    return barePort;
  }

  @Override
  public void close() {
    integration.close();
    server.close();
    Place.delete(folder);
  }
}
