package dev.slipjoint.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The working tree in which these tests run. */
final class Repository {
  private static final Set<String> NOT_OURS =
      Set.of(".git", "target", "node_modules", "slipjoint-data", ".idea", ".vscode", ".settings");

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Repository() {}

  /** The folder of the packaged program's jars. Skips, or fails in CI, where there is none. */
  static Path packagedProgram() {
    Path lib = ROOT.resolve("cli/target/slipjoint/lib");
    require(
        Files.isDirectory(lib),
        "The program is not packaged in " + lib + ": run mvn package or mvn verify.");
    return lib;
  }

  /** What a test needs of its surroundings: without it, it is skipped; in CI, it fails. */
  static void require(boolean isThere, String reason) {
    if (!isThere && "true".equals(System.getenv("CI"))) {
      Assertions.fail(reason);
    }
    Assumptions.assumeTrue(isThere, reason);
  }

  static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(file + " can't be read", e);
    }
  }

  /** Every file that somebody wrote, of those whose name ends so. */
  static List<Path> files(Path folder, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.exists(folder)) {
      return found;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path it, BasicFileAttributes attributes) {
            return NOT_OURS.contains(String.valueOf(it.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path it, BasicFileAttributes attributes) {
            // In a second working tree .git is a file.
            boolean ours = !NOT_OURS.contains(String.valueOf(it.getFileName()));
            if (ours && it.toString().endsWith(ending)) {
              found.add(it);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found.stream().sorted().toList();
  }

  /** Its bytes, each as one character: any file has such a text. */
  static String bytesAsText(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
