/**
 * Integrations that are enabled on a site or a team, and the contexts that they keep there. Read
 * {@link dev.slipjoint.platform.installation.Installations} first.
 */
@NullMarked
package dev.slipjoint.platform.installation;

import org.jspecify.annotations.NullMarked;
