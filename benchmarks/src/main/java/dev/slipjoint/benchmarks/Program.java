package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A setting of the shell's must not become one of the benchmark's.
    builder.environment().keySet().removeIf(it -> it.startsWith("SLIPJOINT_") && !isOfJava(it));
    builder.environment().putAll(environment);
    builder.redirectOutput(Redirect.INHERIT);
    Program program = new Program(name, builder.start());
    Runtime.getRuntime().addShutdownHook(new Thread(program::close, "stop " + name));
    return program;
  }

  private static boolean isOfJava(String variable) {
    return variable.startsWith("SLIPJOINT_JAVA_");
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
        throw new BenchmarkFailed("The %s did not start; it said why above.".formatted(name));
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
