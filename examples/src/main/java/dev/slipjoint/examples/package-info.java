/** Integrations to read, run and copy, each of them one file. */
@NullMarked
package dev.slipjoint.examples;

import org.jspecify.annotations.NullMarked;
