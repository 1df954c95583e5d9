package dev.slipjoint.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a data folder for one store. The operating system lets go of it when the process ends, in
 * whatever way; the file stays, with the process id of who had it last.
 */
final class SqliteLock {

  /**
   * The folders of this process. They are asked before the file is touched: a second handle on it,
   * once closed, would give up the first one's lock.
   */
  private static final Set<Path> TAKEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private SqliteLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static SqliteLock take(DataFolder folder) {
    if (!TAKEN_HERE.add(folder.path())) {
      throw inUse(folder.path(), "this same process");
    }
    @Nullable SqliteLock taken = null;
    try {
      taken = takeFile(folder);
      return taken;
    } finally {
      if (taken == null) {
        TAKEN_HERE.remove(folder.path());
      }
    }
  }

  private static SqliteLock takeFile(DataFolder folder) {
    Path file = folder.newFile("slipjoint.lock");
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw inUse(folder.path(), holder(file));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return new SqliteLock(folder.path(), channel);
    } catch (IOException e) {
      throw new StoreFailedToOpenException(
          "The file "
              + file
              + " can't be locked; let this user write it, or choose another folder.",
          e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(Path file) throws IOException {
    String pid = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return pid.matches("[0-9]+") ? "process " + pid : "another process";
  }

  private static StoreInUseException inUse(Path folder, String holder) {
    return new StoreInUseException(
        "The data folder %s is in use by %s; stop that one first, or choose another folder."
            .formatted(folder, holder));
  }

  void release() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    } finally {
      TAKEN_HERE.remove(folder);
    }
  }
}
