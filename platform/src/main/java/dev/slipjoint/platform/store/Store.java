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
 *   <li>Work may be short or wait for the store, never for anything else.
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
   * @throws dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable if the store can't be
   *     written now; nothing of the work was kept
   */
  <T> T write(Function<Transaction, T> work);

  /** Waits for what is under way, then lets go. What comes after is refused. */
  @Override
  void close();
}
