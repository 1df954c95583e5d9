package dev.slipjoint.platform.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Deliveries by the time at which their event happened.
 *
 * @param until before that; empty for up to now
 */
public record DeliveryRange(Instant since, Optional<Instant> until) {}
