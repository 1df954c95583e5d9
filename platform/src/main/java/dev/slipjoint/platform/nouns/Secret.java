package dev.slipjoint.platform.nouns;

/** A text that must not be shown. {@link #reveal()} is the one way to it. */
public final class Secret {
  private final String text;

  /** Wraps a text. */
  public Secret(String text) {
    this.text = text;
  }

  /** The text itself, for the one place that has to send or hash it. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
