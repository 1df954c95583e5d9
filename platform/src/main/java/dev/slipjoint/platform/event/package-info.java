/**
 * What happened, for those who want to be told. {@link dev.slipjoint.platform.event.Events} writes
 * it down in the transaction that makes it happen.
 */
@NullMarked
package dev.slipjoint.platform.event;

import org.jspecify.annotations.NullMarked;
