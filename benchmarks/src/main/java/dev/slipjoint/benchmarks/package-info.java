/**
 * Measurements side by side, in one run, on one machine. {@link
 * dev.slipjoint.benchmarks.Benchmarks} is the program; it starts a server and an integration as
 * processes of their own and puts load on them. benchmarks/README.md says what the figures mean.
 */
@NullMarked
package dev.slipjoint.benchmarks;

import org.jspecify.annotations.NullMarked;
