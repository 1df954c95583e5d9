package dev.slipjoint.server.config;

import java.util.List;

/** Every mistake of a configuration, told together. */
@SuppressWarnings("serial") // never serialized
public final class ConfigRefused extends RuntimeException {
  private final List<String> mistakes;

  /** Refuses. */
  public ConfigRefused(List<String> mistakes) {
    super(
        "The configuration has %d mistake%s:\n  %s"
            .formatted(
                mistakes.size(), mistakes.size() == 1 ? "" : "s", String.join("\n  ", mistakes)));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One sentence each, with key, value and expectation. */
  public List<String> mistakes() {
    return mistakes;
  }
}
