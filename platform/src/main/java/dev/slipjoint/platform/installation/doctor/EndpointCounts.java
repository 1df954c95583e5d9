package dev.slipjoint.platform.installation.doctor;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.store.Transaction;
import java.util.Map;

/** Counts the webhook endpoints that are told of an installation, by their state. */
@FunctionalInterface
public interface EndpointCounts {

  /** Where there are no webhooks. */
  EndpointCounts NONE = (tx, installation) -> Map.of();

  /** How many there are of each state, by its name; states without any may be left out. */
  Map<String, Integer> of(Transaction tx, InstallationKey installation);
}
