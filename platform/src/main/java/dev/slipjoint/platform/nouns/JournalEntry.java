package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.TeamId;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened, written in the transaction that made it happen. It never holds a context
 * or a secret.
 *
 * @param actor who did it: {@code user ada}, {@code installation … for ada}, {@code operator}
 * @param action what was done, such as {@code integration.enabled}
 * @param subject what it was done to
 */
public record JournalEntry(
    Instant at, Optional<TeamId> team, String actor, String action, String subject) {}
