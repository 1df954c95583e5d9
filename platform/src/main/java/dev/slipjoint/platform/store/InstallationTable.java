package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationSummary;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import java.util.List;
import java.util.Optional;

/** Installations by key. Contexts come out byte for byte as they were put in. */
public interface InstallationTable {

  /** The installation of that key. */
  Optional<Installation> find(InstallationKey key);

  /**
   * The installations on one target that are more than just being enabled, in the order of their
   * slugs.
   *
   * @param after only slugs that come after this one; empty for the first page
   * @param limit at most so many
   */
  List<InstallationSummary> list(TeamId team, Target target, String after, int limit);

  /** Adds it, unless one of that key is there; says whether it did. */
  boolean add(Installation installation);

  /** Puts a changed installation in the place of the one of that key, which must be there. */
  void replace(Installation installation);

  /** Removes it with its context. */
  void remove(InstallationKey key);
}
