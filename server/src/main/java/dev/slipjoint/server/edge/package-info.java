/**
 * The door: filters that know HTTP and nothing of integrations. Their order stands in {@code
 * dev.slipjoint.server.Door}.
 */
@NullMarked
package dev.slipjoint.server.edge;

import org.jspecify.annotations.NullMarked;
