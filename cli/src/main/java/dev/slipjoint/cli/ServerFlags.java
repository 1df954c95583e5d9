package dev.slipjoint.cli;

import dev.slipjoint.server.config.ConfigSources;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags by which a server is configured; everything else is in the file or the environment. */
final class ServerFlags {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration file (docs/reference/configuration.md).")
  private @Nullable Path config;

  @Option(
      names = "--platform-file",
      paramLabel = "FILE",
      description = "Users, teams, sites and integrations to apply at start.")
  private @Nullable String platformFile;

  @Option(names = "--bind", paramLabel = "ADDRESS", description = "The address to listen on.")
  private @Nullable String bind;

  @Option(names = "--port", paramLabel = "NUMBER", description = "The port; 0 takes a free one.")
  private @Nullable String port;

  @Option(names = "--data", paramLabel = "FOLDER", description = "The folder of the database.")
  private @Nullable String data;

  ConfigSources sources(Map<String, String> environment) {
    ConfigSources sources = new ConfigSources();
    if (config != null) {
      sources.file(config);
    }
    sources.environment(environment);
    add(sources, "--platform-file", "platform.file", platformFile);
    add(sources, "--bind", "server.bind", bind);
    add(sources, "--port", "server.port", port);
    add(sources, "--data", "data.folder", data);
    return sources;
  }

  private static void add(ConfigSources sources, String flag, String key, @Nullable String text) {
    if (text != null) {
      sources.flag(flag, key, text);
    }
  }
}
