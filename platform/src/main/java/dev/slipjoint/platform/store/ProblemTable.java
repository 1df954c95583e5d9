package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.ReportedProblem;
import java.util.List;
import java.util.Optional;

/** Problems that integrations reported, by installation and key. */
public interface ProblemTable {

  /** The problem of that key. */
  Optional<ReportedProblem> find(InstallationKey installation, String key);

  /** All problems of an installation, the one reported last first. */
  List<ReportedProblem> of(InstallationKey installation);

  /** Adds it, or replaces the one of that installation and key. */
  void put(ReportedProblem problem);

  /** Removes the problem of that key, if it is there. */
  void remove(InstallationKey installation, String key);

  /** Removes every problem of an installation. */
  void removeAllOf(InstallationKey installation);
}
