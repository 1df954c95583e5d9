package dev.slipjoint.server.config;

/**
 * What a setting has, and why.
 *
 * @param origin where it comes from: {@code default}, {@code slipjoint.yaml line 3}, {@code
 *     environment SLIPJOINT_SERVER_PORT} or {@code --port}
 */
public record SettingValue(String key, String text, String origin) {}
