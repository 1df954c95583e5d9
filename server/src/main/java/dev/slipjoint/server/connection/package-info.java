/**
 * Connections before and beneath HTTP: how many an address may have, and how long a client may take
 * over what it sends and reads. Start with {@link dev.slipjoint.server.connection.OpenConnections}.
 */
@NullMarked
package dev.slipjoint.server.connection;

import org.jspecify.annotations.NullMarked;
