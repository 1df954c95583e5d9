/**
 * What an operator can set, from defaults, a file, the environment and flags. Read {@link
 * dev.slipjoint.server.config.Settings} first.
 */
@NullMarked
package dev.slipjoint.server.config;

import org.jspecify.annotations.NullMarked;
