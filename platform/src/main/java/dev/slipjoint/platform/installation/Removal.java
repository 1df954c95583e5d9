package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.store.Transaction;

/**
 * The one place at which an installation goes, with all that is its: whoever gives installations
 * something more to keep takes it away here. A test holds that nobody goes past it.
 */
final class Removal {

  private Removal() {}

  static void of(Transaction tx, InstallationKey gone) {
    tx.tokens().removeAllOf(gone);
    tx.problems().removeAllOf(gone);
    tx.installations().remove(gone);
  }
}
