package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.EventType;
import java.util.Set;

/**
 * What somebody wants an endpoint to be.
 *
 * @param types what it is to be told of; empty for everything
 */
public record EndpointRequest(String url, String description, Set<EventType> types) {

  /** Keeps a copy. */
  public EndpointRequest {
    types = Set.copyOf(types);
  }
}
