package dev.slipjoint.platform.store;

import java.util.function.Function;

/**
 * Where the platform remembers. All work is done in transactions.
 *
 * <ul>
 *   <li>What {@link #write} returned is durable: it survives the end of the process and of the
 *       machine's power.
 *   <li>A write is done as a whole or not at all; work that throws leaves nothing behind.
 *   <li>Writes are serialisable: what a write's work found stays so until that write is done.
 *   <li>A read sees one moment, and every write that returned before the read began.
 *   <li>Work is short: it uses the transaction it is given and waits for nothing else. It may run
 *       in another thread than the caller's, and that of a read more than once.
 * </ul>
 */
public interface Store extends AutoCloseable {

  /**
   * Looks. The work must not change anything.
   *
   * @throws dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable if the store can't be
   *     read now
   */
  <T> T read(Function<Transaction, T> work);

  /**
   * Changes, durably.
   *
   * @throws dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable if the work is not
   *     known to be kept: usually none of it was, but where the commit itself failed nobody can
   *     tell
   */
  <T> T write(Function<Transaction, T> work);

  /**
   * Makes sure that the store can be read, and that what is written now would be kept. It costs as
   * much as a small write, and changes nothing.
   *
   * @throws dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable if it can't
   */
  default void check() {
    read(Transaction::now);
    write(Transaction::now);
  }

  /** Waits for what is under way, then lets go. What comes after is refused. */
  @Override
  void close();
}
