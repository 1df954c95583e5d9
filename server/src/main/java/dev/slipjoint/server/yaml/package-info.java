/**
 * YAML with line numbers, for files that operators write: every mistake is collected with its line,
 * so that all of them can be told together. Read {@link dev.slipjoint.server.yaml.YamlFile} first.
 */
@NullMarked
package dev.slipjoint.server.yaml;

import org.jspecify.annotations.NullMarked;
