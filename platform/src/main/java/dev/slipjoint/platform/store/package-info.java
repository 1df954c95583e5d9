/**
 * The port to wherever the platform's memory is. {@link dev.slipjoint.platform.store.Store} holds
 * the promises; an engine is proved by passing the contract suite of the module store-jdbc.
 */
@NullMarked
package dev.slipjoint.platform.store;

import org.jspecify.annotations.NullMarked;
