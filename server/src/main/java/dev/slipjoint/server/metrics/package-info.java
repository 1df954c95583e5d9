/**
 * What is measured, as meters that Prometheus reads. {@link dev.slipjoint.server.metrics.Meters}
 * makes them all; the others are what the store, the filters and the courier tell, through small
 * ports of their own. docs/guide/operate.md says what each meter means.
 */
@NullMarked
package dev.slipjoint.server.metrics;

import org.jspecify.annotations.NullMarked;
