package dev.slipjoint.server;

import dev.slipjoint.platform.access.MasterKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/**
 * The master key of a server that was given none: made at the first start, kept beside the data.
 */
final class MasterKeyFile {
  private static final String NAME = "master.key";

  private MasterKeyFile() {}

  /**
   * The key in the folder; a platform that is new gets one.
   *
   * @throws ServerFailedToStart if there is none although there may be secrets under it, or it
   *     can't be read or made
   */
  static MasterKey of(Path folder, boolean platformIsNew) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      if (!platformIsNew) {
        throw new ServerFailedToStart(
            "The master key %s is missing, and secrets may be sealed under it: put it back, or set keys.master."
                .formatted(file));
      }
      make(file);
    }
    try {
      return new MasterKey(Base64.getDecoder().decode(Files.readString(file).strip()));
    } catch (IOException | IllegalArgumentException e) {
      throw new ServerFailedToStart(
          "The master key %s can't be read: it must hold 32 bytes in base64.".formatted(file), e);
    }
  }

  private static void make(Path file) {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    // Written beside it and then moved: whoever finds the file finds the whole key.
    Path draft = file.resolveSibling(NAME + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(draft, ownerOnly);
      String key = Base64.getEncoder().encodeToString(MasterKey.random()) + "\n";
      Files.writeString(draft, key, StandardOpenOption.DSYNC);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
        folder.force(true); // the file's name, too, must outlast the power
      }
    } catch (IOException e) {
      throw new ServerFailedToStart("The master key %s can't be written.".formatted(file), e);
    }
  }
}
