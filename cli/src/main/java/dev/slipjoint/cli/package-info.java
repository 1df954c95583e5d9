/** The {@code slipjoint} command: one class for each of its commands. */
@NullMarked
package dev.slipjoint.cli;

import org.jspecify.annotations.NullMarked;
