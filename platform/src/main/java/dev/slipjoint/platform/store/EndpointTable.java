package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointOwner;
import java.util.List;
import java.util.Optional;

/** Endpoints by owner and id. */
public interface EndpointTable {

  /** The endpoint of that id, whoever owns it. */
  Optional<Endpoint> find(String id);

  /** All endpoints of an owner, the oldest first. */
  List<Endpoint> of(EndpointOwner owner);

  /** Adds the endpoint, or replaces the one of that id, whose owner stays the same. */
  void put(Endpoint endpoint);

  /** Removes the endpoint of that id. */
  void remove(String id);
}
