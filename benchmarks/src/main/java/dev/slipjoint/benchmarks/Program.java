package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that was started here and ends with this one, whatever happens. */
final class Program implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final long SECONDS_TO_END = 15;

  private final String name;
  private final Process process;

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts it. What it says stands among what this program says. */
  static Program start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    return start(name, command, environment, Redirect.INHERIT);
  }

  /** Starts it. What it says goes there. */
  static Program start(
      String name, List<String> command, Map<String, String> environment, Redirect output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A setting of the shell's must not become one of the benchmark's.
    builder.environment().keySet().removeIf(it -> it.startsWith("SLIPJOINT_") && !isOfJava(it));
    builder.environment().putAll(environment);
    builder.redirectOutput(output);
    Program program = new Program(name, builder.start());
    Runtime.getRuntime().addShutdownHook(new Thread(program::close, "stop " + name));
    return program;
  }

  private static boolean isOfJava(String variable) {
    return variable.startsWith("SLIPJOINT_JAVA_");
  }

  String name() {
    return name;
  }

  /** A port that nobody has. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it listens. */
  void awaitListening(int port) throws InterruptedException {
    long deadline = System.nanoTime() + TO_START.toNanos();
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new BenchmarkFailed("The %s did not start; it said why.".formatted(name));
      }
      Thread.sleep(50);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The time that it has had of the processors until now: utime and stime of /proc/PID/stat. */
  Duration cpu() {
    return process
        .toHandle()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new BenchmarkFailed("The %s has ended.".formatted(name)));
  }

  /** The kibibytes of memory that it holds now: VmRSS of /proc/PID/status. */
  long resident() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
      return lines
          .filter(it -> it.startsWith("VmRSS:"))
          .map(it -> it.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow(() -> new BenchmarkFailed("The %s has ended.".formatted(name)));
    }
  }

  /** Asks it to end, and waits for that. */
  void end(Duration longest) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
      throw new BenchmarkFailed("The %s doesn't end.".formatted(name));
    }
  }

  /** Waits for its own end, which has to be a good one. */
  void awaitEnd(Duration longest) throws InterruptedException {
    if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new BenchmarkFailed("The %s did not come to a good end; it said why.".formatted(name));
    }
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
