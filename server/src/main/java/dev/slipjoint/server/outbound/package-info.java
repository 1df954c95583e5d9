/**
 * The one way out: every call that the server makes of itself, to handlers, webhooks and icons.
 * Nobody reaches through it what an operator didn't allow, and nobody can hold it up. Read {@link
 * dev.slipjoint.server.outbound.Outbound} first, then {@link
 * dev.slipjoint.server.outbound.Destinations}.
 */
@NullMarked
package dev.slipjoint.server.outbound;

import org.jspecify.annotations.NullMarked;
