package dev.slipjoint.server.file;

import dev.slipjoint.server.yaml.Mistakes;
import dev.slipjoint.server.yaml.YamlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts the environment's values where a file says {@code ${NAME}}. They are taken as they are: a
 * {@code ${NAME}} in one of them is not looked at again.
 */
record Environment(Map<String, String> variables, Mistakes mistakes) {

  /** A reference; without a name in the group, it is misspelled. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)})?");

  /** The text with every reference replaced; empty after a mistake. */
  Optional<YamlText> resolve(YamlText text) {
    List<String> wrong =
        REFERENCE.matcher(text.value()).results().flatMap(this::mistakeOf).toList();
    if (!wrong.isEmpty()) {
      wrong.forEach(it -> mistakes.add(text.line(), it));
      return Optional.empty();
    }
    String resolved =
        REFERENCE
            .matcher(text.value())
            .replaceAll(it -> Matcher.quoteReplacement(variables.getOrDefault(it.group(1), "")));
    return Optional.of(new YamlText(resolved, text.line()));
  }

  private Stream<String> mistakeOf(MatchResult reference) {
    String name = reference.group(1);
    if (name == null) {
      return Stream.of("After ${ there must be a variable's name and }.");
    }
    return variables.containsKey(name)
        ? Stream.empty()
        : Stream.of("The environment has no variable " + name + ".");
  }
}
