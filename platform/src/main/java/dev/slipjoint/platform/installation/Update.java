package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.Switches;
import java.time.Instant;
import java.util.Optional;

/** A change of an installation: what is absent stays as it is. */
public record Update(
    Optional<Context> context, Optional<Boolean> buildHook, Optional<Boolean> connectors) {

  /** What the journal calls it. */
  String action() {
    return context.isPresent() ? "context.changed" : "switches.changed";
  }

  Installation appliedTo(Installation was, Instant now) {
    Switches switches =
        new Switches(
            buildHook.orElse(was.switches().buildHook()),
            connectors.orElse(was.switches().connectors()));
    return was.changed(context.orElse(was.context()), switches, now);
  }
}
