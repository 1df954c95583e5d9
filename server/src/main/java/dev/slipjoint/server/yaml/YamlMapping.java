package dev.slipjoint.server.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a file, whose members are asked for by name. What is asked for and wrong, and what
 * nobody asks for, goes to the {@link Mistakes}. A member without a value counts as not there.
 */
public final class YamlMapping {

  /** Tokens and secrets are longer; one that stands in a key's place must not be told. */
  private static final int LONGEST_SHOWN = 15;

  private record Member(int line, Node value) {}

  private final int line;
  private final String what;
  private final Map<String, Member> members;
  private final Set<String> askedFor = new LinkedHashSet<>();
  private final Mistakes mistakes;

  private YamlMapping(int line, String what, Map<String, Member> members, Mistakes mistakes) {
    this.line = line;
    this.what = what;
    this.members = members;
    this.mistakes = mistakes;
  }

  static YamlMapping empty(String what, Mistakes mistakes) {
    return new YamlMapping(1, what, Map.of(), mistakes);
  }

  /** The mapping that a node is; empty after a mistake. */
  static Optional<YamlMapping> of(Node node, String what, Mistakes mistakes) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(
          new YamlMapping(lineOf(node), what, membersOf(mapping, mistakes), mistakes));
    }
    mistakes.add(lineOf(node), "Here must be keys with values: %s has keys.".formatted(what));
    return Optional.empty();
  }

  private static Map<String, Member> membersOf(MappingNode mapping, Mistakes mistakes) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = lineOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        mistakes.add(line, "A key must be a single word.");
        continue;
      }
      Member first = members.putIfAbsent(key.getValue(), new Member(line, tuple.getValueNode()));
      if (first != null) {
        mistakes.add(line, "This key stands in line %d already.".formatted(first.line()));
      }
    }
    return members;
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** Where the member of that name stands, or else where this mapping begins; from 1. */
  public int line(String name) {
    return Optional.ofNullable(members.get(name)).map(Member::line).orElse(line);
  }

  /** The single value of that name. */
  public Optional<YamlText> text(String name) {
    return value(name)
        .flatMap(node -> scalar(node, "\"%s\" must be a single value.".formatted(name)));
  }

  /** The single value of that name, which must be there. */
  public Optional<YamlText> requiredText(String name) {
    if (value(name).isEmpty()) {
      mistakes.add(line(name), "%s needs \"%s\".".formatted(capitalised(what), name));
    }
    return text(name);
  }

  /** The mappings of a list of that name. */
  public List<YamlMapping> mappings(String name, String whatEachIs) {
    return elements(name).stream()
        .flatMap(node -> of(node, whatEachIs, mistakes).stream())
        .toList();
  }

  /** The single values of a list of that name. */
  public List<YamlText> texts(String name) {
    String sentence = "\"%s\" must be a list of single values.".formatted(name);
    return elements(name).stream().flatMap(node -> scalar(node, sentence).stream()).toList();
  }

  /** Whether the member of that name is a list. */
  public boolean isList(String name) {
    return value(name).filter(SequenceNode.class::isInstance).isPresent();
  }

  private Optional<YamlText> scalar(Node node, String sentenceIfNot) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(textOf(scalar));
    }
    mistakes.add(lineOf(node), sentenceIfNot);
    return Optional.empty();
  }

  private List<Node> elements(String name) {
    Optional<Node> node = value(name);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    mistakes.add(lineOf(node.get()), "\"%s\" must be a list.".formatted(name));
    return List.of();
  }

  private Optional<Node> value(String name) {
    askedFor.add(name);
    return Optional.ofNullable(members.get(name)).map(Member::value).filter(it -> !isNull(it));
  }

  /** Every single value in it, nested ones under names with dots; lists are mistakes. */
  public Map<String, YamlText> flattened() {
    Map<String, YamlText> all = new LinkedHashMap<>();
    flatten("", all);
    return all;
  }

  private void flatten(String prefix, Map<String, YamlText> all) {
    members.forEach(
        (key, member) -> {
          String name = prefix + key;
          if (member.value() instanceof MappingNode mapping) {
            new YamlMapping(member.line(), name, membersOf(mapping, mistakes), mistakes)
                .flatten(name + ".", all);
          } else {
            scalar(member.value(), "A setting must be a single value.")
                .ifPresent(it -> flatten(name, it, all));
          }
        });
  }

  private void flatten(String name, YamlText text, Map<String, YamlText> all) {
    YamlText first = all.putIfAbsent(name, text);
    if (first != null) {
      mistakes.add(text.line(), "This key stands in line %d already.".formatted(first.line()));
    }
  }

  /** Notes every member that nobody asked for. */
  public void refuseTheRest() {
    List<String> known = askedFor.stream().map(it -> "\"" + it + "\"").toList();
    members.forEach(
        (name, member) -> {
          if (!askedFor.contains(name)) {
            mistakes.add(
                member.line(),
                "%s has no %s; it may have %s."
                    .formatted(capitalised(what), shown(name), listed(known)));
          }
        });
  }

  private static String shown(String name) {
    return name.length() > LONGEST_SHOWN ? "such key" : "\"" + name + "\"";
  }

  private static String listed(List<String> words) {
    List<String> listed = new ArrayList<>(words);
    String last = listed.removeLast();
    return listed.isEmpty() ? last : String.join(", ", listed) + " and " + last;
  }

  private static YamlText textOf(ScalarNode scalar) {
    return new YamlText(isNull(scalar) ? "" : scalar.getValue(), lineOf(scalar));
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
