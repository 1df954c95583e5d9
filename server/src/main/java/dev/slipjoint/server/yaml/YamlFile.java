package dev.slipjoint.server.yaml;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a file whose content is one mapping. */
public final class YamlFile {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setLabel("file")
          .setSchema(new CoreSchema())
          .setAllowNonScalarKeys(true) // they are refused with their line
          .build();

  private YamlFile() {}

  /** The mapping of a file, without members if the file is empty; empty after a mistake. */
  public static Optional<YamlMapping> read(Path file, Mistakes mistakes) {
    return FileText.read(file, mistakes).flatMap(text -> parsed(text, mistakes));
  }

  private static Optional<YamlMapping> parsed(String text, Mistakes mistakes) {
    int before = mistakes.count();
    try {
      new YamlBounds(mistakes).check(new Parse(SETTINGS).parseString(text));
      if (mistakes.count() > before) {
        return Optional.empty();
      }
      return new Compose(SETTINGS)
          .composeString(text)
          .filter(node -> !YamlMapping.isNull(node))
          .map(node -> YamlMapping.of(node, "the file", mistakes))
          .orElseGet(() -> Optional.of(YamlMapping.empty("the file", mistakes)));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      mistakes.add(line, "This is not YAML: " + withoutQuotation(e.getProblem()) + ".");
    } catch (ReaderException e) {
      int end = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.length()));
      mistakes.add(
          FileText.lineAtTheEndOf(text.substring(0, end)),
          "This is not YAML: it holds a control character.");
    } catch (YamlEngineException e) {
      mistakes.add(Mistakes.WHOLE_FILE, "This is not YAML.");
    }
    return Optional.empty();
  }

  /** What follows these words is a piece of the file, which may be a piece of a token. */
  private static String withoutQuotation(String problem) {
    return problem.replaceFirst("(?s)(, but found| handle).*", "");
  }
}
