package dev.slipjoint.platform.dispatch;

import java.time.Instant;

/**
 * A call that failed. Why may tell about addresses: it is for the operator and the integration's
 * owner alone.
 */
public record FailedCall(Instant at, String handler, String callId, String why) {}
