/**
 * For tests of integrations: the real platform in the test's own process, with a clock to set and
 * faults to inject. Begin with {@link dev.slipjoint.sdk.testing.TestPlatform}.
 */
@NullMarked
package dev.slipjoint.sdk.testing;

import org.jspecify.annotations.NullMarked;
