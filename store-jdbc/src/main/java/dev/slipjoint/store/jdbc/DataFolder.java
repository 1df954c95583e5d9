package dev.slipjoint.store.jdbc;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder that holds the database, for its owner's eyes only. */
record DataFolder(Path path) {

  /** Makes the folder if it isn't there, and makes sure that it is one. */
  static DataFolder prepare(Path asked) {
    Path path = asked.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path, onlyForOwner(path, "rwx------"));
      if (!Files.isWritable(path)) {
        throw new AccessDeniedException(path.toString());
      }
      return new DataFolder(path.toRealPath());
    } catch (FileAlreadyExistsException e) {
      throw new StoreFailedToOpenException(
          "The data folder " + path + " is a file; choose another folder or move that file away.",
          e);
    } catch (AccessDeniedException e) {
      throw new StoreFailedToOpenException(
          "The data folder "
              + path
              + " can't be written; let this user write it, or choose another.",
          e);
    } catch (IOException e) {
      throw new StoreFailedToOpenException(
          "The data folder " + path + " can't be made (" + reason(e) + "); choose another.", e);
    }
  }

  /**
   * A file of that name, which is made if it isn't there.
   *
   * <p>Only to be called while nothing in this process has that file open: closing any handle of a
   * file gives up all of the process's POSIX locks on it, SQLite's included.
   */
  Path newFile(String name) {
    Path file = path.resolve(name);
    try {
      Files.createFile(file, onlyForOwner(path, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      // The data of an earlier run.
    } catch (IOException e) {
      throw new StoreFailedToOpenException(
          "The file "
              + file
              + " can't be made ("
              + reason(e)
              + "); let this user write its folder.",
          e);
    }
    if (!Files.isRegularFile(file)) {
      throw new StoreFailedToOpenException(
          file + " is a folder, not a file; choose another data folder.");
    }
    if (!Files.isWritable(file)) {
      // SQLite would open it all the same, for reading.
      throw new StoreFailedToOpenException(
          "The file " + file + " can't be written; let this user write it.");
    }
    if (!Files.isReadable(file)) {
      throw new StoreFailedToOpenException(
          "The file " + file + " can't be read; let this user read it.");
    }
    return file;
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException problem && problem.getReason() != null
        ? problem.getReason()
        : e.getClass().getSimpleName();
  }

  private static FileAttribute<?>[] onlyForOwner(Path near, String permissions) {
    return near.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
