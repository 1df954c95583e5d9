/**
 * The program that serves the Integration API over HTTP: its configuration, its start and its end.
 */
@NullMarked
package dev.slipjoint.server;

import org.jspecify.annotations.NullMarked;
