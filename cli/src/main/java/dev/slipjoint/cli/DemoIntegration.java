package dev.slipjoint.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The example integration as a program of its own: another process, reached over HTTP alone. */
final class DemoIntegration implements AutoCloseable {
  private static final String SLUG = "cool-integration";
  private static final long SECONDS_TO_END = 5;

  private final Process process;

  private DemoIntegration(Process process) {
    this.process = process;
  }

  /** Starts it. Every line that it prints goes to {@code lines}, in order. */
  static DemoIntegration start(URI platform, int port, String secret, Consumer<String> lines) {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // One line an event, as it is logged.
            "-Djava.util.logging.SimpleFormatter.format=%5$s%6$s%n",
            "-jar",
            jar().toString());
    program.environment().put("SLIPJOINT_URL", platform.toString());
    program.environment().put("SLIPJOINT_SLUG", SLUG);
    program.environment().put("PORT", Integer.toString(port));
    program.environment().put("INTEGRATION_SECRET", secret);
    try {
      Process process = program.redirectErrorStream(true).start();
      Thread.ofVirtual().start(() -> read(process, lines));
      return new DemoIntegration(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It lies beside the jar of this program. */
  private static Path jar() {
    Path here =
        Path.of(
            URI.create(
                Slipjoint.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    Path folder = here.toAbsolutePath().resolveSibling(".").normalize();
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(folder, "slipjoint-examples-*.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new DemoFailed("The example integration is missing in " + folder + ": build it again.");
  }

  private static void read(Process process, Consumer<String> lines) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // The program ended; whoever waits for it sees that.
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits until it ends, which it does not do by itself. */
  void await() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
