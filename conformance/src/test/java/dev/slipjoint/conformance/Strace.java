package dev.slipjoint.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program strace, which looks at a process: it sees its system calls, and can spoil them. */
final class Strace {

  /** What is done while strace looks. */
  interface Work {
    void run() throws Exception;
  }

  private Strace() {}

  /** Skips, or fails in CI, where it isn't there or may not look at other processes. */
  static void need() throws Exception {
    Repository.require(Repository.isOnPath("strace"), "There is no strace on the PATH.");
    Process sleeping = new ProcessBuilder("sleep", "60").start();
    Path output = Files.createTempFile("strace", ".txt");
    try (Program tried = start(sleeping.pid(), output)) {
      Repository.require(
          isAttached(tried), "strace may not look at other processes here: " + tried);
    } finally {
      sleeping.destroyForcibly();
      Files.delete(output);
    }
  }

  /** Looks at a process and all of its threads while that is done. */
  static void during(Work work, long pid, Path output, String... options) throws Exception {
    Program strace = start(pid, output, options);
    try {
      if (!isAttached(strace)) {
        throw new AssertionError("It can't look: " + strace);
      }
      work.run();
    } finally {
      // It lets go of the process, which goes on.
      strace.signal("INT");
      strace.exit();
    }
  }

  /**
   * Has calls fail while that is done, such as "fdatasync:error=EIO:when=3".
   *
   * @return how many failed
   */
  static int spoiling(String what, Work work, long pid, Path output, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-e", "trace=" + what.replaceFirst(":.*", ""), "-e", "inject=" + what));
    during(work, pid, output, all.toArray(String[]::new));
    return spoiltIn(output);
  }

  private static Program start(long pid, Path output, String... options) {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-tt", "-y", "-s", "5000"));
    command.addAll(List.of("-o", output.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-p", Long.toString(pid)));
    Program strace = Program.start(Path.of("."), Map.of(), command.toArray(String[]::new));
    Eventually.become(() -> isAttached(strace), it -> it || !strace.isRunning());
    return strace;
  }

  private static boolean isAttached(Program strace) {
    return strace.err().stream().anyMatch(it -> it.contains("attached"));
  }

  /** How many calls were spoilt so far, by what is written there. */
  static int spoiltIn(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
      return (int) lines.filter(it -> it.contains("(INJECTED)")).count();
    }
  }
}
