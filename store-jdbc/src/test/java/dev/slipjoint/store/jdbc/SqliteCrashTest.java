package dev.slipjoint.store.jdbc;

import static dev.slipjoint.store.jdbc.Samples.hasUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a {@code kill -9} leaves. It can't show what a power cut leaves; for that the writer's
 * settings are checked.
 */
class SqliteCrashTest {
  @TempDir Path folder;

  @Test
  void nothingAnsweredIsLostWhenTheProcessIsKilled() throws Exception {
    for (int round = 0; round < 3; round++) {
      var answered =
          StoreProcess.start("answer-after-commit", folder, "round" + round)
              .killAfter(150 + 100 * round);
      assertThat(lost(answered)).isEmpty();
      assertThat(RawDatabase.in(folder).ask("PRAGMA integrity_check")).isEqualTo("ok");
    }
  }

  @Test
  void aStoreThatAnsweredBeforeTheCommitWouldBeFoundOut() throws Exception {
    var answered = StoreProcess.start("answer-before-commit", folder, "hasty").killAfter(21);
    assertThat(lost(answered)).containsExactly("hasty-20");
  }

  @Test
  void aFolderIsRefusedWhileAnotherProcessHasItAndFreeOnceThatIsKilled() throws Exception {
    StoreProcess other = StoreProcess.start("hold", folder, "");
    try {
      other.awaitLine();
      assertThatThrownBy(() -> JdbcStore.open(folder, InstantSource.system()))
          .isInstanceOf(StoreInUseException.class)
          .hasMessageContaining(folder.toRealPath().toString())
          .hasMessageContaining("process " + other.pid());
    } finally {
      other.killAfter(0);
    }
    JdbcStore.open(folder, InstantSource.system()).close();
  }

  private List<String> lost(List<String> answered) {
    try (Store store = JdbcStore.open(folder, InstantSource.system())) {
      return answered.stream().filter(id -> !hasUser(store, id)).toList();
    }
  }
}
