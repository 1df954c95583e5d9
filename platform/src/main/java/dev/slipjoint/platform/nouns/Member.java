package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;

/** A user's place in a team. */
public record Member(TeamId team, UserId user, Role role) {}
