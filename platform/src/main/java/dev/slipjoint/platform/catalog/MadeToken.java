package dev.slipjoint.platform.catalog;

import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.UserId;

/** A token that was made because a declaration named it without a text. It is told this once. */
public record MadeToken(UserId user, String name, Secret text) {}
