package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.MarkedContext.GONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one who judges what a crash left. */
class WriteHistoryTest {
  private static final List<String> LINES =
      List.of(
          "asked 1 /a m1",
          "kept 1",
          "asked 2 /a m2",
          "kept 2",
          "asked 3 /a m3",
          "unknown 3",
          "asked 4 /b m4",
          "kept 4",
          "asked 5 /b gone");

  @Test
  void whatWasAcknowledgedLastMustBeThere() {
    assertThat(judge("m2", "m4")).isEqualTo(verdict(2, 0, List.of(), List.of()));
  }

  @Test
  void aLaterWriteOfWhichNothingIsKnownMayBeThere() {
    assertThat(judge("m3", GONE)).isEqualTo(verdict(0, 2, List.of(), List.of()));
  }

  @Test
  void anEarlierOneOrNoneIsALoss() {
    assertThat(judge("m1", "m4").lost()).containsExactly("/a: acknowledged m2, found m1");
    assertThat(judge(GONE, "m4").lost()).containsExactly("/a: acknowledged m2, found gone");
  }

  @Test
  void whatNobodySentThereIsInvented() {
    assertThat(judge("m4", "m4").invented()).containsExactly("/a: acknowledged m2, found m4");
    assertThat(judge("torn: {}", "m4").invented()).hasSize(1);
  }

  @Test
  void whatWasFoundIsKnownFromThenOn(@TempDir Path folder) throws Exception {
    try (WriteLog log = WriteLog.in(folder)) {
      log.asked(log.next(), "/a", "m1");
      log.unknown(1);
      assertThat(log.history().judge(Map.of("/a", "m1")).unknownButThere()).isEqualTo(1);
      log.found(Map.of("/a", "m1"));
      assertThat(log.history().judge(Map.of()).lost()).hasSize(1);
      log.asked(log.next(), "/a", GONE);
      log.kept(2);
      assertThat(log.history().judge(Map.of()).isGood()).isTrue();
      assertThat(log.history().acknowledged()).isEqualTo(1);
    }
  }

  @Test
  void aContextThatIsNotWholeIsNotTakenForOne() {
    MarkedContext context = new MarkedContext(7, 3);
    assertThat(markIn(context.json())).isEqualTo("mark-7-3;");
    assertThat(markIn(context.json().replace("mark-7-3;\"}", "\"}"))).startsWith("torn: ");
  }

  private static String markIn(String config) {
    HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
    return MarkedContext.markIn(new Answer(200, none, "{\"config\":" + config + "}"));
  }

  private static WriteHistory.Verdict judge(String a, String b) {
    return WriteHistory.of(LINES).judge(Map.of("/a", a, "/b", b));
  }

  private static WriteHistory.Verdict verdict(
      int kept, int unknown, List<String> lost, List<String> invented) {
    return new WriteHistory.Verdict(kept, unknown, lost, invented);
  }
}
