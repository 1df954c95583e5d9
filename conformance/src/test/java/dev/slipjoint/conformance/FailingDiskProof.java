package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fails at the n-th call, for one n after the other: nobody is told that a write was
 * kept when it wasn't, what was acknowledged before is there, and the server goes on by itself.
 */
@Tag("proof")
class FailingDiskProof {
  private static final int MOST_WRITES = 200;

  /** How a disk fails: a call, its error, how many places of it are tried, and how much is sent. */
  private record Fault(String call, String error, int places, int bytes) {
    String at(int place) {
      return "%s:error=%s:when=%d".formatted(call, error, place);
    }
  }

  private static final List<Fault> FAULTS =
      List.of(
          // SQLite takes the second where it was built for it.
          new Fault("fsync,fdatasync", "EIO", 6, 100),
          new Fault("pwrite64", "EIO", 20, 100),
          new Fault("pwrite64", "ENOSPC", 20, 100));

  private static final List<String> KEYS = PackagedServer.keys(0);

  @TempDir private Path folder;
  private Path data;
  private WriteLog log;
  private Map<String, String> found = Map.of();
  private int spoilt;
  private int refused;

  @BeforeEach
  void begin() throws Exception {
    Strace.need();
    data = folder.resolve("data");
    log = WriteLog.in(folder);
  }

  @AfterEach
  void end() throws Exception {
    log.close();
  }

  @Test
  void aWriteThatTheDiskRefusedIsRefusedAndNothingElseIsLost() throws Exception {
    for (Fault fault : FAULTS) {
      try (PackagedServer server = PackagedServer.start(folder, data)) {
        look(server);
        for (int place = 1; place <= fault.places(); place++) {
          failOnce(server, fault, place);
        }
        look(server);
      }
      assertThat(PackagedServer.integrity(data)).isEqualTo("ok");
    }
    lookAfterRestart();
    System.out.printf(
        "%d calls failed, %d writes refused, %d acknowledged, 0 lost%n",
        spoilt, refused, log.history().acknowledged());
    assertThat(spoilt).isEqualTo(FAULTS.stream().mapToInt(Fault::places).sum());
    assertThat(refused).isEqualTo(spoilt);
  }

  private void failOnce(PackagedServer server, Fault fault, int place) throws Exception {
    Asked asked = new Asked(server, fault.bytes());
    int failed =
        Strace.spoiling(
            fault.at(place),
            () -> {
              asked.untilRefused();
              assertThat(server.found(KEYS)).hasSameSizeAs(KEYS);
            },
            server.pid(),
            output());
    spoilt += failed;
    refused += asked.refused;
    assertThat(asked.refused).as("As many as failed, %s", fault.at(place)).isEqualTo(failed);
    look(server);
    assertThat(new Asked(server, fault.bytes()).isDone()).as("It goes on by itself").isTrue();
    look(server);
  }

  private Path output() {
    return folder.resolve("strace.txt");
  }

  /** Somebody who writes and expects that it is kept, or that the store can't just now. */
  private final class Asked {
    private final SoleWriter writer;
    private final int bytes;
    private int refused;

    Asked(PackagedServer server, int bytes) {
      this.writer = new SoleWriter(server, log, KEYS, found, new Random(1));
      this.bytes = bytes;
    }

    boolean isDone() {
      boolean done = writer.put(bytes);
      if (!done) {
        refused++;
        assertThat(writer.surprises()).allMatch(it -> it.contains(" 503 {\"error\":\"store_unav"));
      }
      return done;
    }

    void untilRefused() {
      for (int i = 0; i < MOST_WRITES && isDone(); i++) {
        // One more.
      }
    }
  }

  private void look(PackagedServer server) {
    found = server.found(KEYS);
    log.check(found);
  }

  private void lookAfterRestart() {
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      look(server);
    }
    assertThat(PackagedServer.integrity(data)).isEqualTo("ok");
  }

  @Test
  void aLogThatCannotBeMovedIntoTheDatabaseLosesNothing() throws Exception {
    String database = data.resolve("slipjoint.db").toString();
    for (String fault :
        List.of(
            "pwrite64:error=EIO:when=1",
            "pwrite64:error=ENOSPC:when=20",
            "fsync,fdatasync:error=EIO:when=1")) {
      try (PackagedServer server = PackagedServer.start(folder, data)) {
        look(server);
        Asked asked = new Asked(server, 200_000);
        int failed =
            Strace.spoiling(
                fault,
                () -> {
                  for (int i = 0; i < MOST_WRITES && Strace.spoiltIn(output()) == 0; i++) {
                    assertThat(asked.isDone()).as("Only the moving failed").isTrue();
                  }
                },
                server.pid(),
                output(),
                "-P",
                database);
        assertThat(failed).as(fault).isEqualTo(1);
        look(server);
      }
      lookAfterRestart();
    }
  }

  @Test
  void aDiskThatIsGoneIsToldUntilItIsBack() throws Exception {
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      Asked asked = new Asked(server, 100);
      assertThat(asked.isDone()).isTrue();
      int failed =
          Strace.spoiling(
              "fsync,fdatasync:error=EIO:when=1+",
              () -> {
                assertThat(Eventually.become(server::readiness, it -> it == 503)).isEqualTo(503);
                for (int i = 0; i < 10; i++) {
                  assertThat(asked.isDone()).isFalse();
                }
                assertThat(server.found(KEYS)).hasSameSizeAs(KEYS);
                assertThat(server.readiness()).isEqualTo(503);
              },
              server.pid(),
              output());
      assertThat(failed).isGreaterThan(10);
      assertThat(Eventually.become(server::readiness, it -> it == 200)).isEqualTo(200);
      look(server);
      assertThat(new Asked(server, 100).isDone()).isTrue();
    }
    lookAfterRestart();
  }

  @Test
  void aDiskThatFailsAtTheStartIsToldInASentence() {
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      assertThat(new Asked(server, 100).isDone()).isTrue();
    }
    refusedStart(data, "pwrite64:error=EIO:when=1");
    // While the tables are made.
    for (int place : List.of(1, 8, 20)) {
      refusedStart(folder.resolve("new"), "pwrite64:error=ENOSPC:when=" + place);
    }
    data = folder.resolve("new");
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      assertThat(server.readiness()).isEqualTo(200);
    }
    assertThat(PackagedServer.integrity(data)).isEqualTo("ok");
  }

  private void refusedStart(Path data, String fault) {
    List<String> strace =
        List.of(
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            output().toString(),
            "-e",
            "trace=pwrite64",
            "-e",
            "inject=" + fault);
    try (Program refused = PackagedServer.launch(strace, folder, data)) {
      assertThat(refused.exit()).as(refused.toString()).isEqualTo(1);
      assertThat(PackagedServer.sentence(refused)).as(refused.toString()).isPresent();
      assertThat(refused.toString()).doesNotContain("\tat ");
    }
  }
}
