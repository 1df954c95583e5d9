/**
 * Who is asking, and what they may do: read {@link dev.slipjoint.platform.access.Access} first.
 * Every check reads the present state inside the transaction that acts on it.
 */
@NullMarked
package dev.slipjoint.platform.access;

import org.jspecify.annotations.NullMarked;
