package dev.slipjoint.store.jdbc;

import static dev.slipjoint.store.jdbc.Samples.user;
import static dev.slipjoint.store.jdbc.Samples.write;

import dev.slipjoint.platform.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A store in a process of its own, to be killed. It says in one line each what it answered. */
final class StoreProcess {
  private static final int HASTY_ANSWERS = 20;

  private final Process process;
  private final BufferedReader out;

  private StoreProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /** Starts a process that does as one of the methods below. */
  static StoreProcess start(String what, Path folder, String prefix) throws IOException {
    return new StoreProcess(
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                what,
                folder.toString(),
                prefix)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  long pid() {
    return process.pid();
  }

  String awaitLine() throws IOException {
    return out.readLine();
  }

  /**
   * Reads that many lines, kills the process the hard way, and reads what it had said until then.
   */
  List<String> killAfter(int lines) throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    while (said.size() < lines) {
      said.add(awaitLine());
    }
    // SIGKILL; the process's own method would close the stream as well.
    process.toHandle().destroyForcibly();
    out.lines().forEach(said::add);
    process.waitFor();
    return said;
  }

  public static void main(String[] args) throws Exception {
    Store store = JdbcStore.open(Path.of(args[1]), InstantSource.system());
    switch (args[0]) {
      case "hold" -> hold();
      case "answer-after-commit" -> answerAfterCommit(store, args[2]);
      case "answer-before-commit" -> answerBeforeCommit(store, args[2]);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void hold() throws InterruptedException {
    say("open");
    waitToBeKilled();
  }

  private static void answerAfterCommit(Store store, String prefix) {
    for (int i = 0; i < 8; i++) {
      String name = prefix + "-" + i + "-";
      new Thread(
              () -> {
                for (int n = 0; true; n++) {
                  String id = name + n;
                  write(store, tx -> tx.users().put(user(id)));
                  say(id);
                }
              })
          .start();
    }
  }

  /** What a store must not do; shows that the test would notice. */
  private static void answerBeforeCommit(Store store, String prefix) {
    for (int n = 0; n <= HASTY_ANSWERS; n++) {
      String id = prefix + "-" + n;
      boolean last = n == HASTY_ANSWERS;
      write(
          store,
          tx -> {
            tx.users().put(user(id));
            say(id);
            if (last) {
              waitToBeKilled();
            }
          });
    }
  }

  /** With one call, so that a kill can't cut a line in two. */
  private static void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
    synchronized (System.out) {
      System.out.write(bytes, 0, bytes.length);
      System.out.flush();
    }
  }

  private static void waitToBeKilled() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
