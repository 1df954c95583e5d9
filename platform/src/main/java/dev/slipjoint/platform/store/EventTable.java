package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.protocol.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events by team, in the order in which they happened. */
public interface EventTable {

  /** Adds an event, in the transaction of what happened. */
  void add(Event event);

  /** The event of that id. */
  Optional<Event> find(TeamId team, String id);

  /** The latest events of a team, the newest first. */
  List<Event> latest(TeamId team, int limit);

  /** Removes so many of a team's events that are older than that. */
  void forget(TeamId team, Instant before, int limit);
}
