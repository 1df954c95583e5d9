/**
 * The platform file: users, teams, sites and integrations as YAML. Read {@link
 * dev.slipjoint.server.file.PlatformFile} first.
 */
@NullMarked
package dev.slipjoint.server.file;

import org.jspecify.annotations.NullMarked;
