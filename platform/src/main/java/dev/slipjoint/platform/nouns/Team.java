package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.TeamId;

/**
 * A customer's account: it owns sites and integrations.
 *
 * @param slug its short name in the customer's own URLs
 */
public record Team(TeamId id, String name, String slug) {}
