package dev.slipjoint.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A program that runs as a process of its own, and what it prints. */
final class Program implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final List<Thread> readers;

  private Program(Process process) {
    this.process = process;
    this.readers =
        List.of(
            Thread.ofVirtual().start(() -> read(process.getInputStream(), out)),
            Thread.ofVirtual().start(() -> read(process.getErrorStream(), err)));
  }

  /** Starts a command in that folder, with those variables beside the ones that are there. */
  static Program start(Path folder, Map<String, String> variables, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // What the tests themselves were started with is no part of what they test.
    builder.environment().keySet().removeIf(it -> it.startsWith("SLIPJOINT_"));
    builder.environment().putAll(variables);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new Program(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the packaged {@code slipjoint}, with temporary files in a folder beneath. */
  static Program slipjoint(Path folder, Map<String, String> variables, String... arguments) {
    return slipjointUnder(List.of(), folder, variables, arguments);
  }

  /** Starts the packaged {@code slipjoint} by way of another program, such as strace. */
  static Program slipjointUnder(
      List<String> other, Path folder, Map<String, String> variables, String... arguments) {
    List<String> command = new ArrayList<>(withSignals());
    command.addAll(other);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Djava.io.tmpdir=" + folder,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            Repository.packagedProgram() + "/*",
            "dev.slipjoint.cli.Slipjoint"));
    command.addAll(List.of(arguments));
    Map<String, String> all = new HashMap<>(variables);
    // Whoever runs the tests may have a server of their own on the usual port.
    all.putIfAbsent("SLIPJOINT_MANAGEMENT_PORT", "off");
    return start(folder, all, command.toArray(String[]::new));
  }

  /**
   * A build that runs in the background of a shell ignores Ctrl-C, and so would what it starts;
   * GNU's env can make a program listen to it again.
   */
  private static List<String> withSignals() {
    List<String> env = List.of("env", "--default-signal=INT");
    try {
      Process tried =
          new ProcessBuilder(Stream.concat(env.stream(), Stream.of("true")).toList())
              .redirectErrorStream(true)
              .start();
      return tried.waitFor() == 0 ? env : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static void read(InputStream stream, List<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // The process ended; whoever waits for a line sees that.
    }
  }

  /** What it has printed so far, line by line. */
  List<String> out() {
    return out;
  }

  /** What it has said about failures so far. */
  List<String> err() {
    return err;
  }

  /** The first line like that, which may take a while to come. */
  String awaitLine(Predicate<String> like) {
    return awaitLine(Eventually.LIMIT, like);
  }

  private String awaitLine(Duration limit, Predicate<String> like) {
    return Eventually.within(limit, () -> line(like), it -> it.isPresent() || !process.isAlive())
        // What was printed last may still be on its way.
        .or(() -> Eventually.within(GRACE, () -> line(like), Optional::isPresent))
        .orElseThrow(() -> new AssertionError("No such line; there is only " + this));
  }

  private Optional<String> line(Predicate<String> like) {
    return out.stream().filter(like).findFirst();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Where {@code slipjoint serve} listens, which it says once it is ready. */
  String awaitReady(Duration limit) {
    return awaitLine(limit, it -> it.contains(" is ready on "))
        .replaceFirst(".*(http://[0-9.:]+).*", "$1");
  }

  /** The process and all that it started. */
  List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** Sends a signal by its name. */
  void signal(String name) {
    start(Path.of("."), Map.of(), "kill", "-" + name, Long.toString(process.pid())).exit();
  }

  /** Waits for its end. */
  int exit() {
    return exit(TO_END);
  }

  int exit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("It has not ended within " + limit + ": " + this);
      }
      for (Thread reader : readers) {
        reader.join();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(it -> it.onExit().join());
  }

  @Override
  public String toString() {
    return "out:\n%s\nerr:\n%s".formatted(String.join("\n", out), String.join("\n", err));
  }
}
