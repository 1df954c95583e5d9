package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;

/** Names an installation: which integration on which target, and the team that it belongs to. */
public record InstallationKey(TeamId team, Target target, Slug slug) {}
