package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.TeamId;

/**
 * Names a task.
 *
 * @param team for whom it is done: one team's tasks don't hold up another's
 * @param subject the id of what it is about, unique among those of its kind
 */
public record TaskKey(TeamId team, TaskKind kind, String subject) {}
