package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.conformance.WriteHistory.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the program under eight writers, again and again on the same folder: what was
 * acknowledged is there after every restart, and nothing that nobody sent. It can't show what a
 * power cut leaves: {@link DurableBeforeAnsweredProof} does.
 */
@Tag("proof")
class KilledWritersProof {
  private static final int ROUNDS = 50;
  private static final int SHORTEST = 50;
  private static final int LONGEST = 1500;

  @TempDir private Path folder;
  private Path data;
  private WriteLog log;
  private Random random;

  @BeforeEach
  void begin() throws Exception {
    data = folder.resolve("data");
    log = WriteLog.in(folder);
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("The seed is " + seed);
    random = new Random(seed);
  }

  @AfterEach
  void end() throws Exception {
    log.close();
  }

  @Test
  void whatWasAcknowledgedIsThereAfterEveryKill() throws Exception {
    List<Long> starts = new ArrayList<>();
    int unknownButThere = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (PackagedServer server = PackagedServer.start(folder, data)) {
        starts.add(server.startedInMillis());
        Look look = look(server);
        unknownButThere += look.unknownButThere();
        killWhileWriting(server, look.found(), untilKill());
      }
    }
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      starts.add(server.startedInMillis());
      unknownButThere += look(server).unknownButThere();
    }
    assertThat(PackagedServer.integrity(data)).isEqualTo("ok");
    int acknowledged = log.history().acknowledged();
    assertThat(acknowledged).isGreaterThan(ROUNDS);
    starts.sort(null);
    System.out.printf(
        "%d kills, %d acknowledged, 0 lost, %d unknown but there; ready %d ms after a restart"
            + " (median)%n",
        ROUNDS, acknowledged, unknownButThere, starts.get(starts.size() / 2));
  }

  /** Short times are likelier: more kills in the same time. */
  private int untilKill() {
    return SHORTEST + (int) ((LONGEST - SHORTEST) * Math.pow(random.nextDouble(), 3));
  }

  private record Look(Map<String, String> found, int unknownButThere) {}

  /** Compares what is there with the log, and goes on from it. */
  private Look look(PackagedServer server) {
    Map<String, String> found = server.found();
    return new Look(found, log.check(found).unknownButThere());
  }

  private void killWhileWriting(PackagedServer server, Map<String, String> found, int millis)
      throws InterruptedException {
    List<SoleWriter> writers = SoleWriter.ofAllTeams(server, log, found, random);
    List<Thread> threads = new ArrayList<>();
    writers.forEach(it -> threads.add(Thread.ofPlatform().start(it::writeOn)));
    Thread.sleep(millis);
    server.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(writers).allSatisfy(it -> assertThat(it.surprises()).isEmpty());
  }

  @Test
  void aStoreThatReallyLostWritesIsFoundOut() throws Exception {
    Path earlier = folder.resolve("earlier");
    try (PackagedServer server = PackagedServer.start(folder, data)) {
      writeAWhile(server);
      log.found(server.found());
      PackagedServer.copyDatabase(data, earlier);
      writeAWhile(server);
      assertThat(log.history().judge(server.found()).isGood()).isTrue();
    }
    Verdict verdict = PackagedServer.checkLossIsFound(folder, data, earlier, log);
    assertThat(verdict.invented()).isEmpty();
  }

  private void writeAWhile(PackagedServer server) {
    for (SoleWriter writer : SoleWriter.ofAllTeams(server, log, server.found(), random)) {
      for (int i = 0; i < 12; i++) {
        assertThat(writer.put(500)).isTrue();
      }
    }
  }
}
