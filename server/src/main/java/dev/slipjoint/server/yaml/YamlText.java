package dev.slipjoint.server.yaml;

/**
 * A single value of a file.
 *
 * @param line where it stands, from 1
 */
public record YamlText(String value, int line) {}
