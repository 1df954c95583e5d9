package dev.slipjoint.sdk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for the data of one test platform, which goes with it. */
record DataFolder(Path path) {

  static DataFolder make() {
    try {
      return new DataFolder(Files.createTempDirectory("slipjoint-test-platform"));
    } catch (IOException e) {
      throw new UncheckedIOException("The test platform has no folder for its data", e);
    }
  }

  void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The test platform's data are left in " + path, e);
    }
  }
}
