package dev.slipjoint.server.file;

import dev.slipjoint.server.yaml.Mistakes;
import dev.slipjoint.server.yaml.YamlMapping;
import dev.slipjoint.server.yaml.YamlText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One entry of the platform file, read value by value. What can't be read becomes one mistake and
 * comes back empty, so that the rest is still read and told about. Parsers refuse as {@link
 * Spelling} does.
 */
record Entry(YamlMapping mapping, Environment environment, Mistakes mistakes) {

  /** The entries of a list, each of which declares a name of that kind. */
  List<Entry> entries(String key, String whatEachIs, Names names) {
    int before = mistakes.count();
    List<YamlMapping> found = mapping.mappings(key, whatEachIs);
    if (mistakes.count() > before) {
      names.incomplete();
    }
    return found.stream().map(it -> new Entry(it, environment, mistakes)).toList();
  }

  /** A value that must be there. */
  <T> Optional<T> required(String key, Function<String, T> parser) {
    return mapping.requiredText(key).flatMap(it -> parsed(it, parser));
  }

  /** A value that may be there. */
  <T> Optional<T> optional(String key, Function<String, T> parser) {
    return mapping.text(key).flatMap(it -> parsed(it, parser));
  }

  /** The values of a list. */
  <T> List<T> each(String key, Function<String, T> parser) {
    return mapping.texts(key).stream().flatMap(it -> parsed(it, parser).stream()).toList();
  }

  boolean flag(String key) {
    return optional(key, Spelling::flag).orElse(false);
  }

  private <T> Optional<T> parsed(YamlText text, Function<String, T> parser) {
    return environment.resolve(text).flatMap(it -> parsedResolved(it, parser));
  }

  private <T> Optional<T> parsedResolved(YamlText text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text.value()));
    } catch (IllegalArgumentException e) {
      mistakes.add(text.line(), e.getMessage() + ".");
      return Optional.empty();
    }
  }

  int line(String key) {
    return mapping.line(key);
  }

  void done() {
    mapping.refuseTheRest();
  }
}
