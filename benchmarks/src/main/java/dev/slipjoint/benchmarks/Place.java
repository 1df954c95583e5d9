package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where things are: in the checkout that is measured. */
record Place(Path checkout) {

  /** What is built, filled and written while measuring, on the disk of the checkout. */
  Path target() {
    return checkout.resolve("benchmarks/target");
  }

  /** What {@code ./slipjoint} runs. */
  String serverLibraries() {
    return checkout.resolve("cli/target/slipjoint/lib") + "/*";
  }

  Path launcher() {
    return checkout.resolve("slipjoint");
  }

  /** The file that this class is in. */
  static Path ownJar() {
    try {
      return Path.of(Place.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A command that runs the JDK that runs this. */
  List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
  }

  /** A folder for this run alone. */
  Path runFolder() throws IOException {
    Files.createDirectories(target());
    return Files.createTempDirectory(target(), "run-");
  }

  static void delete(Path path) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
          inside.forEach(Place::delete);
        }
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      System.err.println(path + " could not be deleted.");
    }
  }
}
