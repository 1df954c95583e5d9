/**
 * What authors of integrations write against: the integration, its handlers and its client. Read
 * {@link dev.slipjoint.sdk.NetlifyIntegration} first, then {@link
 * dev.slipjoint.sdk.NetlifyIntegrationClient}. How a call is answered stands in {@code
 * HandlerRuntime}, how the platform is asked in {@code PlatformConnection}.
 */
@NullMarked
package dev.slipjoint.sdk;

import org.jspecify.annotations.NullMarked;
