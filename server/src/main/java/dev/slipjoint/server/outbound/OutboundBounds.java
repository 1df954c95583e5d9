package dev.slipjoint.server.outbound;

import java.time.Duration;

/**
 * How much of a call is waited for, and taken.
 *
 * @param connect for looking up the host, connecting and the TLS handshake
 * @param firstByte from the connection to the end of the answer's head; sending is included
 * @param total for everything, reading the answer's body included
 * @param body bytes of the request's body, and of the answer's
 */
public record OutboundBounds(Duration connect, Duration firstByte, Duration total, int body) {}
