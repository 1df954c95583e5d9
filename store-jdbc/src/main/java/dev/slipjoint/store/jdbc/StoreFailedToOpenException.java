package dev.slipjoint.store.jdbc;

/** The store can't be opened. The message is one sentence for whoever started the program. */
public class StoreFailedToOpenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreFailedToOpenException(String sentence) {
    super(sentence);
  }

  StoreFailedToOpenException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
