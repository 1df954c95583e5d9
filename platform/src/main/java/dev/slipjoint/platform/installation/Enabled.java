package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.Secret;

/** What enabling made: the installation, and its token, which is told this once. */
public record Enabled(Installation installation, Secret token) {}
