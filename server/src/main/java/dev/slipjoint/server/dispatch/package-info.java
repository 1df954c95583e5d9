/**
 * The courier: how calls reach integrations over HTTP. {@link
 * dev.slipjoint.server.dispatch.HttpDispatcher} is the platform's port, spoken through the one
 * outbound client.
 */
@NullMarked
package dev.slipjoint.server.dispatch;

import org.jspecify.annotations.NullMarked;
