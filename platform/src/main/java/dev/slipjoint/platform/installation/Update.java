package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.Switches;
import java.time.Instant;
import java.util.Optional;

/** A change of an installation: what is absent stays as it is. */
public record Update(
    Optional<Context> context, Optional<Boolean> buildHook, Optional<Boolean> connectors) {

  /** What it is called by those who are told of it. */
  EventType action() {
    return context.isPresent() ? EventType.CONTEXT_CHANGED : EventType.SWITCHES_CHANGED;
  }

  Installation appliedTo(Installation was, Instant now) {
    Switches switches =
        new Switches(
            buildHook.orElse(was.switches().buildHook()),
            connectors.orElse(was.switches().connectors()));
    return was.changed(context.orElse(was.context()), switches, now);
  }
}
