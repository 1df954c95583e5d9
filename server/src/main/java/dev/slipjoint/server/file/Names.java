package dev.slipjoint.server.file;

import dev.slipjoint.server.yaml.Mistakes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names that a file declares of one kind of thing: each once, and none that it only refers to.
 */
final class Names {
  private final String what;
  private final Mistakes mistakes;
  private final Map<String, Integer> lines = new HashMap<>();
  private boolean incomplete;

  Names(String what, Mistakes mistakes) {
    this.what = what;
    this.mistakes = mistakes;
  }

  /** Takes note that something declared here can't be read. Its name may be any. */
  void incomplete() {
    incomplete = true;
  }

  /** Declares a name, or none where it can't be read. */
  void declare(Optional<String> name, int line) {
    name.ifPresentOrElse(it -> declare(it, line, what + " " + it), this::incomplete);
  }

  /** Declares what must not be shown. */
  void declareHidden(String name, int line) {
    declare(name, line, what);
  }

  private void declare(String name, int line, String shown) {
    Integer first = lines.putIfAbsent(name, line);
    if (first != null) {
      mistakes.add(line, "The %s stands in line %d already.".formatted(shown, first));
    }
  }

  /** Refers to a name. An unknown one is no second mistake where a declaration can't be read. */
  void refer(Optional<String> name, int line) {
    name.filter(it -> !incomplete && !lines.containsKey(it))
        .ifPresent(it -> mistakes.add(line, "There is no %s %s in this file.".formatted(what, it)));
  }
}
