package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
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
 * A data folder on a disk that gets full: writes are refused and reads go on, whoever watches is
 * told, and with room again everything goes on without a restart. Needs root, to mount a disk.
 */
@Tag("proof")
class FullDiskProof {
  private static final int BYTES = 3000;
  private static final int MOST_WRITES = 5000;

  @TempDir private Path folder;
  private Path disk;
  private Path data;
  private WriteLog log;

  @BeforeEach
  void begin() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Program mount =
        Program.start(
            folder, Map.of(), "mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString());
    Repository.require(mount.exit() == 0, "A disk can't be mounted here: " + mount);
    data = disk.resolve("data");
    log = WriteLog.in(folder);
  }

  @AfterEach
  void end() throws Exception {
    Program umount = Program.start(folder, Map.of(), "umount", disk.toString());
    if (umount.exit() != 0) {
      // Somebody still has a file open: it goes when that one does.
      Program.start(folder, Map.of(), "umount", "-l", disk.toString()).exit();
    }
    if (log != null) {
      log.close();
    }
  }

  @Test
  void itRefusesWritesReadsOnAndGoesOnOnceThereIsRoom() throws Exception {
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      SoleWriter writer = writer(server, Map.of());
      int kept = fill(writer);
      assertThat(kept).isGreaterThan(50);
      checkFull(server);
      Program.start(folder, Map.of(), "mount", "-o", "remount,size=12m", "tmpfs", disk.toString())
          .exit();
      assertThat(writer(server, server.found()).put(BYTES)).as("Without a restart").isTrue();
      assertThat(Eventually.become(server::readiness, it -> it == 200)).isEqualTo(200);
      log.check(server.found());
      System.out.printf(
          "Full after %d acknowledged; refused with 503, %d keys read on; more room, and it goes"
              + " on%n",
          kept, PackagedServer.keys().size());
    }
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      log.check(server.found());
    }
    assertThat(PackagedServer.integrity(data)).isEqualTo("ok");
  }

  @Test
  void whatWasAcknowledgedOutlivesAKillOnAFullDisk() throws Exception {
    Path ballast = disk.resolve("ballast");
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      assertThat(writer(server, Map.of()).put(BYTES)).isTrue();
      fillUp(ballast);
      fill(writer(server, server.found()));
      checkFull(server);
    }
    try (Program again = PackagedServer.launch(List.of(), folder, data)) {
      boolean ready = Eventually.become(() -> isReadyOrOver(again), it -> it) && again.isRunning();
      assertThat(ready || PackagedServer.sentence(again).isPresent()).as(again.toString()).isTrue();
      System.out.printf(
          "Started on a full disk: %s%n", ready ? "ready" : PackagedServer.sentence(again).get());
    }
    Files.delete(ballast);
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      log.check(server.found());
      assertThat(writer(server, server.found()).put(BYTES)).isTrue();
    }
    assertThat(PackagedServer.integrity(data)).isEqualTo("ok");
  }

  /** The control: these checks do find what is lost. */
  @Test
  void aDatabaseThatIsPutBackIsFoundToLackWhatWasAcknowledged() throws Exception {
    Path earlier = folder.resolve("earlier");
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      assertThat(writer(server, Map.of()).put(BYTES)).isTrue();
      PackagedServer.copyDatabase(data, earlier);
      fill(writer(server, server.found()));
      log.check(server.found());
    }
    PackagedServer.checkLossIsFound(folder, data, earlier, log);
  }

  private static boolean isReadyOrOver(Program program) {
    return !program.isRunning() || program.out().stream().anyMatch(it -> it.contains("is ready"));
  }

  private SoleWriter writer(PackagedServer server, Map<String, String> found) {
    return new SoleWriter(server, log, PackagedServer.keys(), found, new Random(1));
  }

  /** Writes until several in a row were refused, and says how many were kept. */
  private static int fill(SoleWriter writer) {
    int kept = 0;
    for (int refused = 0; refused < 10 && kept < MOST_WRITES; ) {
      boolean done = writer.put(BYTES);
      kept += done ? 1 : 0;
      refused = done ? 0 : refused + 1;
    }
    assertThat(writer.surprises())
        .isNotEmpty()
        .allMatch(it -> it.contains(" 503 {\"error\":\"store_unavailable\""));
    return kept;
  }

  private void checkFull(PackagedServer server) throws InterruptedException {
    assertThat(Eventually.become(server::readiness, it -> it == 503)).isEqualTo(503);
    for (int i = 0; i < 3; i++) {
      Thread.sleep(1100); // an answer is good for a second
      assertThat(server.readiness()).isEqualTo(503);
    }
    assertThat(server.ask("GET", "/health/live", "").status()).isEqualTo(200);
    log.check(server.found());
  }

  private static void fillUp(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }
}
