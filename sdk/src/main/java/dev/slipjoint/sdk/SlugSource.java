package dev.slipjoint.sdk;

import dev.slipjoint.protocol.Slug;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Finds an integration's slug where its author wrote it down. */
final class SlugSource {
  static final String VARIABLE = "SLIPJOINT_SLUG";

  /** Netlify: the last two are the names that its own tools know. */
  private static final List<String> FILES =
      List.of(
          "integration.yaml",
          "integration.yml",
          "integration.netlify.yaml",
          "integration.netlify.yml");

  private SlugSource() {}

  static String slug(Map<String, String> environment, Path directory) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .map(slug -> checked(VARIABLE, slug.strip()))
        .or(() -> file(directory).map(SlugSource::slugIn))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "This integration has no slug: write new NetlifyIntegration(\"my-slug\"), set "
                        + VARIABLE
                        + ", or put slug under config in a file integration.yaml in "
                        + directory.toAbsolutePath()));
  }

  private static Optional<Path> file(Path directory) {
    return FILES.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst();
  }

  private static String slugIn(Path file) {
    if (yaml(file) instanceof Map<?, ?> top
        && top.get("config") instanceof Map<?, ?> config
        && config.get("slug") instanceof String slug) {
      return checked(file.toString(), slug);
    }
    throw new IllegalStateException(
        file.toAbsolutePath() + " names no slug: it belongs under config, as text");
  }

  private static Object yaml(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Object content = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return content == null ? Map.of() : content;
    } catch (IOException | YamlEngineException e) {
      throw new IllegalStateException(
          file.toAbsolutePath() + " can't be read as YAML: " + e.getMessage(), e);
    }
  }

  private static String checked(String source, String slug) {
    try {
      return new Slug(slug).value();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(source + ": " + e.getMessage(), e);
    }
  }
}
