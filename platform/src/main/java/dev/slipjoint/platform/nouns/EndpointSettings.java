package dev.slipjoint.platform.nouns;

import java.net.URI;
import java.util.Set;

/**
 * What the owner of an endpoint may set.
 *
 * @param types what it is told of; empty for everything
 */
public record EndpointSettings(URI url, String description, Set<EventType> types) {

  /** Keeps a copy. */
  public EndpointSettings {
    types = Set.copyOf(types);
  }

  /** Whether it wants to be told of events of that type. */
  public boolean wants(EventType type) {
    return types.isEmpty() || types.contains(type);
  }
}
