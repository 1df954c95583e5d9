package dev.slipjoint.store.jdbc;

/** Another store has the data folder open, in this process or in another one. */
public final class StoreInUseException extends StoreFailedToOpenException {
  private static final long serialVersionUID = 1L;

  StoreInUseException(String sentence) {
    super(sentence);
  }
}
