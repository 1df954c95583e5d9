package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Role;
import java.util.Optional;

/**
 * Who a caller turned out to be.
 *
 * @param role the role of the grant's user where the caller asked to act; empty if they named no
 *     place
 */
public record Introduction(Grant grant, Optional<Role> role) {}
