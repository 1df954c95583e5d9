package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one who judges traces of system calls. */
class AnsweredWriteTest {
  private static final String ASKED =
      "21 12:00:00.000001 read(40<socket:[7]>, \"{\\\"mark\\\":\\\"mark-1-2;\\\"}\", 8192) = 20";
  private static final String HEADER =
      "9 12:00:00.000002 pwrite64(5</d/slipjoint.db-wal>,"
          + " \"\\0\\0\\0\\4%s\\1\\2\\3\\4\\5\\6\\7\\10\\1\\2\\3\\4\\5\\6\\7\\10\", 24, 32) = 24";
  private static final String PART = HEADER.formatted("\\0\\0\\0\\0");
  private static final String LAST = HEADER.formatted("\\0\\0\\0\\t");
  private static final String PAGE =
      "9 12:00:00.000003 pwrite64(5</d/slipjoint.db-wal>, \"\\r"
          + "\\0\\\"mark-1-2;\", 4096, 56) = 4096";
  private static final String OTHER_PAGE =
      "9 12:00:00.000003 pwrite64(5</d/slipjoint.db-wal>, \"\\r\\0\", 4096, 56) = 4096";
  private static final String SYNC = "9 12:00:00.000004 fsync(5</d/slipjoint.db-wal>) = 0";
  private static final String ANSWER =
      "21 12:00:00.000005 write(40<socket:[7]>, \"HTTP/1.1 204 No Content\\r\\n\", 90) = 90";

  @TempDir private Path folder;

  @Test
  void aSyncBetweenTheTransactionAndTheAnswerIsWhatIsPromised() throws Exception {
    assertThat(isSynced(ASKED, LAST, PAGE, SYNC, ANSWER)).isTrue();
    assertThat(isSynced(ASKED, PART, PAGE, LAST, OTHER_PAGE, SYNC, ANSWER)).isTrue();
  }

  @Test
  void anAnswerBeforeTheSyncHasEndedIsTooEarly() throws Exception {
    assertThat(isSynced(ASKED, LAST, PAGE, ANSWER, SYNC)).isFalse();
    assertThat(
            isSynced(
                ASKED,
                LAST,
                PAGE,
                "9 12:00:00.000004 fsync(5</d/slipjoint.db-wal> <unfinished ...>",
                ANSWER,
                "9 12:00:00.000006 <... fsync resumed>) = 0"))
        .isFalse();
  }

  @Test
  void aSyncBeforeTheTransactionIsCompleteIsNone() throws Exception {
    assertThat(isSynced(ASKED, PART, PAGE, SYNC, LAST, OTHER_PAGE, ANSWER)).isFalse();
    assertThat(isSynced(ASKED, PART, PAGE, SYNC, ANSWER)).isFalse();
    assertThat(isSynced(ASKED, SYNC, LAST, PAGE, ANSWER)).isFalse();
  }

  @Test
  void aSyncThatFailedOrWasSwallowedOrIsOfAnotherFileIsNone() throws Exception {
    for (String none :
        List.of(
            SYNC.replace("= 0", "= -1 EIO (Input/output error)"),
            SYNC + " (INJECTED)",
            SYNC.replace("-wal", ""))) {
      assertThat(isSynced(ASKED, LAST, PAGE, none, ANSWER)).as(none).isFalse();
    }
  }

  @Test
  void aRefusalAcknowledgesNothing() throws Exception {
    assertThat(answered(ASKED, ANSWER.replace("204 No Content", "503 No"))).isEmpty();
  }

  private boolean isSynced(String... lines) throws Exception {
    List<AnsweredWrite> answered = answered(lines);
    assertThat(answered).extracting(AnsweredWrite::mark).containsExactly("mark-1-2;");
    return answered.getFirst().wasSynced();
  }

  private List<AnsweredWrite> answered(String... lines) throws Exception {
    return AnsweredWrite.in(
        SystemCall.in(Files.write(folder.resolve("trace.txt"), List.of(lines))));
  }
}
