package dev.slipjoint.platform.event;

import java.time.Instant;
import java.util.Optional;

/**
 * What redelivering a range came to.
 *
 * @param count how many deliveries are tried again
 * @param next where to go on, if there were more than are redelivered at a time
 */
public record Redelivered(int count, Optional<Instant> next) {}
