package dev.slipjoint.store.jdbc;

import static dev.slipjoint.store.jdbc.Samples.hasUser;
import static dev.slipjoint.store.jdbc.Samples.user;
import static dev.slipjoint.store.jdbc.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/** Opening a data folder: what comes of it, and the one sentence where nothing can. */
class SqliteOpeningTest {
  @TempDir Path parent;

  @Test
  void theFolderIsMadeForItsOwnerAlone() throws Exception {
    Path folder = parent.resolve("new/data");
    try (Store store = open(folder)) {
      write(store, tx -> tx.users().put(user("ada")));
      assertThat(permissions(folder)).isEqualTo("rwx------");
      try (var files = Files.list(folder)) {
        assertThat(files)
            .hasSize(4)
            .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void closingLeavesNothingInTheWriteAheadLog() {
    Store store = open(parent);
    write(store, tx -> tx.users().put(user("ada")));
    assertThat(parent.resolve("slipjoint.db-wal")).exists();
    assertThat(hasUser(store, "ada")).isTrue();
    store.close();
    assertThat(parent.resolve("slipjoint.db-wal")).doesNotExist();
  }

  @Test
  void aFoldersNameMayHoldAnything() {
    Path folder = parent.resolve("a b?journal_mode=delete&c%20#é;");
    try (Store store = open(folder)) {
      write(store, tx -> tx.users().put(user("ada")));
    }
    assertThat(folder.resolve("slipjoint.db")).exists();
    assertThat(parent.toFile().list()).hasSize(1);
  }

  @Test
  void aCommitIsOnTheDiskBeforeItIsAnswered() {
    try (Store store = open(parent)) {
      // 2 is FULL: the write-ahead log is synced with every commit.
      assertThat(store.<String>write(tx -> pragma(tx, "synchronous"))).isEqualTo("2");
      assertThat(store.<String>write(tx -> pragma(tx, "journal_mode"))).isEqualTo("wal");
      assertThat(store.<String>read(tx -> pragma(tx, "journal_mode"))).isEqualTo("wal");
      assertThat(store.<String>read(tx -> pragma(tx, "query_only"))).isEqualTo("1");
    }
  }

  @Test
  void theTimeIsTheClocksInWholeMicroseconds() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00.123456789Z"));
    try (Store store = JdbcStore.open(parent, clock)) {
      assertThat(store.<Instant>read(Transaction::now)).isEqualTo("2026-11-23T12:00:00.123456Z");
      assertThat(store.<Instant>write(Transaction::now)).isEqualTo("2026-11-23T12:00:00.123456Z");
    }
  }

  @Test
  void aSecondStoreInTheSameProcessIsRefusedUntilTheFirstIsClosed() throws Exception {
    Path alias = Files.createSymbolicLink(parent.resolve("alias"), parent);
    try (Store first = open(parent)) {
      for (Path path : new Path[] {parent, parent.resolve("."), alias}) {
        assertThatExceptionOfType(StoreInUseException.class)
            .isThrownBy(() -> open(path))
            .withMessageContaining(parent.toRealPath() + " is in use by this same process");
      }
      write(first, tx -> tx.users().put(user("ada")));
    }
    open(parent).close();
  }

  @Test
  void aFileInThePlaceOfTheFolderIsRefused() throws Exception {
    Path file = Files.createFile(parent.resolve("data"));
    refused(file, "The data folder " + file + " is a file");
    refused(file.resolve("below"), "can't be made");
  }

  @Test
  void aFolderInThePlaceOfTheDatabaseIsRefused() throws Exception {
    Files.createDirectory(parent.resolve("slipjoint.db"));
    refused(parent, "slipjoint.db is a folder");
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() throws Exception {
    Path folder = Files.createDirectory(parent.resolve("data"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(folder), "root may write everything");
    refused(folder, "The data folder " + folder + " can't be written");
    refused(folder.resolve("below"), "can't be written");
  }

  @Test
  void aDatabaseThatCannotBeWrittenIsRefused() throws Exception {
    open(parent).close();
    Path file = parent.resolve("slipjoint.db");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assumeFalse(Files.isWritable(file), "root may write everything");
    refused(parent, "The file " + file.toRealPath() + " can't be written");
  }

  @Test
  void aDatabaseThatCannotBeReadIsRefused() throws Exception {
    open(parent).close();
    Path file = parent.resolve("slipjoint.db");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(file), "root may read everything");
    refused(parent, "The file " + file.toRealPath() + " can't be read");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws Exception {
    Path file = Files.writeString(parent.resolve("slipjoint.db"), "Dear diary, ".repeat(1000));
    refused(parent, "The file " + file.toRealPath() + " is not a database");
    assertThat(file).hasContent("Dear diary, ".repeat(1000));
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws Exception {
    RawDatabase theirs = RawDatabase.in(parent);
    theirs.execute("CREATE TABLE diary (entry text)");
    refused(parent, "is a database of another program");
    theirs.execute("PRAGMA application_id = 42");
    byte[] before = Files.readAllBytes(theirs.file());
    refused(parent, "is a database of another program");
    assertThat(Files.readAllBytes(theirs.file())).isEqualTo(before);
  }

  @Test
  void aDamagedDatabaseIsRefused() throws Exception {
    open(parent).close();
    Path file = parent.resolve("slipjoint.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, bytes.length, (byte) 0x55);
    Files.write(file, bytes);
    refused(parent, "The database " + file.toRealPath() + " is damaged");
  }

  @Test
  void aDatabaseThatWasCutOffIsRefusedWhereverItWasCutAndLeftAlone() throws Exception {
    Path file = filled("ada", 200);
    byte[] bytes = Files.readAllBytes(file);
    for (int left : new int[] {15, 50, 1000, 4096, 5000, bytes.length / 2, bytes.length - 4096}) {
      byte[] rest = Arrays.copyOf(bytes, left);
      Files.write(file, rest);
      assertRefused(() -> open(parent), "slipjoint.db");
      assertThat(Files.readAllBytes(file)).isEqualTo(rest);
    }
    refused(parent, "is damaged; restore it from a backup");
  }

  @Test
  void randomBytesAreRefused() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(parent.resolve("slipjoint.db"), bytes);
    refused(parent, "The file " + file.toRealPath() + " is not a database");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void damageThatNoTableOfTheStartWouldMeetIsRefusedToo() throws Exception {
    Path file = filled("ada", 200);
    byte[] bytes = Files.readAllBytes(file);
    int pages = bytes.length / 4096;
    // The last pages are the newest ones: those of the users that were put last.
    for (int page = pages - 3; page < pages; page++) {
      Arrays.fill(bytes, page * 4096, (page + 1) * 4096, (byte) 0x55);
    }
    Files.write(file, bytes);
    refused(parent, "The database " + file.toRealPath() + " is damaged");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void aLogThatDoesNotFitIsRefusedAndNotWrittenIntoTheDatabase() throws Exception {
    Path file = filled("ada", 20);
    byte[] copy = Files.readAllBytes(file);
    byte[] log;
    try (Store store = open(parent)) {
      fill(store, "bob", 1000);
      log = Files.readAllBytes(parent.resolve("slipjoint.db-wal"));
    }
    // As after a restore over what a killed server left.
    Files.write(file, copy);
    Path beside = Files.write(parent.resolve("slipjoint.db-wal"), log);

    refused(parent, "is damaged, or the log beside it is not its own; restore both from one copy");
    assertThat(Files.readAllBytes(file)).isEqualTo(copy);

    Files.delete(beside);
    try (Store store = open(parent)) {
      assertThat(hasUser(store, "ada-19")).isTrue();
    }
  }

  @Test
  void aLogWithoutItsDatabaseIsRefusedAndLeftAlone() throws Exception {
    Path other = parent.resolve("other");
    byte[] log;
    try (Store store = open(other)) {
      write(store, tx -> tx.users().put(user("bob")));
      log = Files.readAllBytes(other.resolve("slipjoint.db-wal"));
    }
    Path folder = Files.createDirectory(parent.resolve("data"));
    Path beside = Files.write(folder.resolve("slipjoint.db-wal"), log);

    refused(folder, "is empty, but the log beside it is not");
    assertThat(Files.readAllBytes(beside)).isEqualTo(log);
  }

  @Test
  void whatAKilledProcessLeftInTheLogIsThereAfterTheInspection() throws Exception {
    Path left = Files.createDirectory(parent.resolve("left"));
    Path folder = parent.resolve("data");
    try (Store store = open(folder)) {
      fill(store, "ada", 20);
      for (String name : List.of("slipjoint.db", "slipjoint.db-wal")) {
        Files.copy(folder.resolve(name), left.resolve(name));
      }
    }
    try (Store store = open(left)) {
      assertThat(hasUser(store, "ada-19")).isTrue();
    }
  }

  @Test
  void aPlaceWhereSqliteCanHaveNoWriteAheadLogIsRefused() {
    assertRefused(
        () -> JdbcStore.open(parent, InstantSource.system(), UnlockableFile::new),
        "slipjoint.db can't have a write-ahead log");
    open(parent).close();
  }

  @Test
  void aDiskThatGetsFullWhileTheTablesAreMadeIsToldAndLeavesNothingHalfDone() {
    for (int pages = 3; pages < 40; pages += 4) {
      int most = pages;
      assertRefused(
          () -> JdbcStore.open(parent, InstantSource.system(), path -> new SmallFile(path, most)),
          "The disk that holds");
    }
    try (Store store = open(parent)) {
      fill(store, "ada", 1);
    }
  }

  @Test
  void aDatabaseOfANewerSlipjointIsRefused() throws Exception {
    open(parent).close();
    RawDatabase.in(parent)
        .execute(
            """
            INSERT INTO flyway_schema_history
            VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', '2030-01-01 00:00:00.000', 1, 1)
            """);
    refused(parent, "was written by a newer Slipjoint");
  }

  @Test
  void tablesThatAreNotAsTheyWereMadeAreRefused() throws Exception {
    open(parent).close();
    RawDatabase.in(parent).execute("UPDATE flyway_schema_history SET checksum = 1");
    refused(parent, "are not as Slipjoint made them");
  }

  @Test
  void aRefusedFolderCanBeOpenedOnceItIsInOrder() throws Exception {
    Path file = Files.writeString(parent.resolve("slipjoint.db"), "Dear diary");
    refused(parent, "is not a database");
    Files.delete(file);
    open(parent).close();
  }

  /** The database of a store in which so many were put. */
  private Path filled(String name, int users) {
    try (Store store = open(parent)) {
      fill(store, name, users);
    }
    return parent.resolve("slipjoint.db");
  }

  private static void fill(Store store, String name, int users) {
    for (int i = 0; i < users; i++) {
      String id = name + "-" + i;
      write(store, tx -> tx.users().put(user(id)));
    }
  }

  private static Store open(Path folder) {
    return JdbcStore.open(folder, InstantSource.system());
  }

  /** With one sentence that ends with what to do. */
  private static void refused(Path folder, String why) {
    assertRefused(() -> open(folder), why);
  }

  private static void assertRefused(ThrowingCallable opening, String why) {
    assertThatThrownBy(opening)
        .isExactlyInstanceOf(StoreFailedToOpenException.class)
        .hasMessageContaining(why)
        .message()
        .matches("[^;]+(; | )[^;]+\\.");
  }

  private static String pragma(Transaction tx, String name) {
    return ((JdbcTransaction) tx).session().one(Row::text, "PRAGMA " + name).orElseThrow();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** As on a disk that has room for so many pages. */
  private static final class SmallFile extends SqliteFile {
    private final int pages;

    SmallFile(Path path, int pages) {
      super(path);
      this.pages = pages;
    }

    @Override
    SQLiteConnection openWriter() throws SQLException {
      SQLiteConnection connection = super.openWriter();
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA max_page_count = " + pages);
      }
      return connection;
    }
  }

  /** As on a file system without locks, where SQLite refuses WAL by answering another mode. */
  private static final class UnlockableFile extends SqliteFile {
    private final Path path;

    UnlockableFile(Path path) {
      super(path);
      this.path = path;
    }

    @Override
    SQLiteConnection open() throws SQLException {
      return JDBC.createConnection(JDBC.PREFIX + path.toUri() + "?nolock=1", new Properties());
    }
  }
}
