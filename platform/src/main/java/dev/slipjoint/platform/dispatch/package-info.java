/**
 * The port to wherever integrations run. {@link dev.slipjoint.platform.dispatch.HandlerDispatcher}
 * holds the promises; {@link dev.slipjoint.platform.dispatch.Dispatches} stands before it and keeps
 * integrations that fail, and callers that ask for too much, from harming others.
 */
@NullMarked
package dev.slipjoint.platform.dispatch;

import org.jspecify.annotations.NullMarked;
