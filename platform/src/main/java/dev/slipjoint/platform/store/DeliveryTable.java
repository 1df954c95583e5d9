package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.protocol.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deliveries by the team that manages their endpoint. */
public interface DeliveryTable {

  /** The delivery of that id. */
  Optional<Delivery> find(TeamId team, String id);

  /** An endpoint's latest deliveries, the newest first. */
  List<Delivery> latest(Endpoint endpoint, int limit);

  /** An endpoint's deliveries that are older than that one, the newest first. */
  List<Delivery> before(Delivery newer, int limit);

  /** An endpoint's deliveries from a time on and before another, the oldest first. */
  List<Delivery> between(Endpoint endpoint, Instant since, Instant until, int limit);

  /** The oldest deliveries that wait for an endpoint to be no longer paused. */
  List<Delivery> waiting(Endpoint endpoint, int limit);

  /** The oldest delivery of an endpoint that isn't over. */
  Optional<Delivery> oldestOpen(Endpoint endpoint);

  /** Adds it, or replaces the one of that id. */
  void put(Delivery delivery);

  /** Removes so many of a team's deliveries that are older than that. */
  void forget(TeamId team, Instant before, int limit);
}
