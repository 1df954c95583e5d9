package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.protocol.Slug;
import java.util.Optional;

/** Integrations by slug. */
public interface IntegrationTable {

  /** The integration of that slug. */
  Optional<Integration> find(Slug slug);

  /** Adds the integration, or replaces the one of that slug. */
  void put(Integration integration);
}
