/** Users, teams, sites and integrations, as an operator declares them. */
@NullMarked
package dev.slipjoint.platform.catalog;

import org.jspecify.annotations.NullMarked;
