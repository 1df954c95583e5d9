package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.Secret;
import java.util.Optional;

/**
 * An operation that was begun.
 *
 * @param token the installation's, told this once, where no integration could be told it
 */
public record Begun(Operation operation, Optional<Secret> token) {}
