package dev.slipjoint.server.file;

import dev.slipjoint.server.yaml.Mistakes.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Every mistake of a platform file, told together. Nothing of the file was applied. */
@SuppressWarnings("serial") // never serialized
public final class PlatformFileRefused extends RuntimeException {
  private final List<Mistake> mistakes;

  /** Refuses a file with mistakes. */
  PlatformFileRefused(Path file, List<Mistake> mistakes) {
    super(
        "The platform file %s has %d mistake%s; nothing of it was applied:\n%s"
            .formatted(
                file,
                mistakes.size(),
                mistakes.size() == 1 ? "" : "s",
                mistakes.stream().map(it -> "  " + it).collect(Collectors.joining("\n"))));
    this.mistakes = List.copyOf(mistakes);
  }

  /** What is wrong, in the order of the lines. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
