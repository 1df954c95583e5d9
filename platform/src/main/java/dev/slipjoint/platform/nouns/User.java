package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.UserId;

/**
 * A person.
 *
 * @param admin whether they may administer the platform itself
 */
public record User(UserId id, String name, String email, boolean admin) {}
