package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No write is acknowledged before it is on the disk: seen from below, in the order of the system
 * calls. So what was acknowledged outlives the power too, as far as the disk keeps what it said.
 */
@Tag("proof")
class DurableBeforeAnsweredProof {
  private static final int ALONE = 30;
  private static final int OF_EACH_WRITER = 10;

  private static final String CALLS =
      "trace=pwrite64,write,writev,sendto,sendmsg,read,readv,recvfrom,recvmsg,fdatasync,fsync";

  @TempDir private Path folder;

  @Test
  void noAnswerGoesOutBeforeItsTransactionIsSynced() throws Exception {
    Strace.need();
    try (PackagedServer server = PackagedServer.start(folder, folder.resolve("data"));
        WriteLog log = WriteLog.in(folder)) {
      List<SoleWriter> writers = SoleWriter.ofAllTeams(server, log, Map.of(), new Random(1));
      List<AnsweredWrite> answered = trace(server, "kept.txt", () -> write(writers));
      List<AnsweredWrite> unsynced = answered.stream().filter(it -> !it.wasSynced()).toList();

      // The same server, but now its syncs are swallowed and answered with success.
      List<AnsweredWrite> control =
          trace(
              server,
              "swallowed.txt",
              () -> writers.forEach(it -> assertThat(it.put(100)).isTrue()),
              "-e",
              "inject=fdatasync,fsync:retval=0");

      System.out.printf(
          "%d acknowledged, %d of them before they were synced; with syncs that do nothing, %d of"
              + " %d%n",
          answered.size(),
          unsynced.size(),
          control.stream().filter(it -> !it.wasSynced()).count(),
          control.size());
      assertThat(answered).hasSize(ALONE + OF_EACH_WRITER * writers.size());
      assertThat(unsynced).isEmpty();
      assertThat(control).hasSameSizeAs(writers).noneMatch(AnsweredWrite::wasSynced);
    }
  }

  private static void write(List<SoleWriter> writers) throws InterruptedException {
    for (int i = 0; i < ALONE; i++) {
      assertThat(writers.getFirst().put(100)).isTrue();
    }
    List<Thread> threads = new ArrayList<>();
    for (SoleWriter writer : writers) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < OF_EACH_WRITER; i++) {
                      writer.put(100);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private List<AnsweredWrite> trace(
      PackagedServer server, String name, Strace.Work work, String... options) throws Exception {
    Path output = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of("-e", CALLS));
    all.addAll(List.of(options));
    Strace.during(work, server.pid(), output, all.toArray(String[]::new));
    return AnsweredWrite.in(SystemCall.in(output));
  }
}
