package dev.slipjoint.platform.dispatch;

/** One header that is passed on. */
public record CallHeader(String name, String value) {

  /** Values may be anything, so they stay out of logs. */
  @Override
  public String toString() {
    return name + ": ***";
  }
}
