package dev.slipjoint.platform.nouns;

/** How far an operation is. */
public enum OperationPhase {
  /** It is written down, and nobody has begun with it. */
  PENDING,
  /** The integration is being called, or will be called again. */
  RUNNING,
  /** The integration has accepted it and will confirm. */
  WAITING,
  /** What it was for has been brought about. */
  DONE,
  /** It has been given up, and what it had made was unmade. */
  FAILED;

  /** Whether nothing more will happen. */
  public boolean isOver() {
    return this == DONE || this == FAILED;
  }
}
