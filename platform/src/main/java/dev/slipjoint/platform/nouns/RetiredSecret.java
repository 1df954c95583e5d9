package dev.slipjoint.platform.nouns;

import java.time.Instant;

/** The secret before the present one, which signs as well until its receiver has changed over. */
public record RetiredSecret(SealedSecret secret, Instant until) {}
