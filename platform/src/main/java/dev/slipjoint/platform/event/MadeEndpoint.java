package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.Secret;

/** An endpoint with a new secret, to be shown this once. */
public record MadeEndpoint(Endpoint endpoint, Secret secret) {}
