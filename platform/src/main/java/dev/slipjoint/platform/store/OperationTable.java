package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationId;
import java.util.List;
import java.util.Optional;

/** Operations by id. They stay when they are over: they are the record of what happened. */
public interface OperationTable {

  /** The operation of that id. */
  Optional<Operation> find(OperationId id);

  /** The latest operations on an installation, the newest first. */
  List<Operation> latest(InstallationKey installation, int limit);

  /** The operation on that installation that isn't over; there is at most one. */
  Optional<Operation> running(InstallationKey installation);

  /** Adds it, or replaces the one of that id. */
  void put(Operation operation);
}
