/**
 * The guard and the desks: who presents which token, what the path and the body say, how an answer
 * and a refusal look. Nothing is decided here. Read {@link dev.slipjoint.server.api.Routes} first.
 */
@NullMarked
package dev.slipjoint.server.api;

import org.jspecify.annotations.NullMarked;
