package dev.slipjoint.server.config;

import dev.slipjoint.server.yaml.Mistakes;
import dev.slipjoint.server.yaml.YamlFile;
import dev.slipjoint.server.yaml.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Collects what an operator set: defaults, then a file, then the environment, then flags; a later
 * one wins. What is wrong is collected too, even if a later source overrides it, and told when the
 * configuration is made.
 */
public final class ConfigSources {
  private static final String PREFIX = "SLIPJOINT_";

  /**
   * Variables of the launcher, of clients and of integrations; they share the prefix and are no
   * settings.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "SLIPJOINT_JAVA_HOME",
          "SLIPJOINT_JAVA_OPTS",
          "SLIPJOINT_URL",
          "SLIPJOINT_SLUG",
          "SLIPJOINT_TOKEN");

  /** Words such as a misspelled key has; anything else may be a secret in a key's place. */
  private static final Pattern WORDS = Pattern.compile("[a-z]+([.-][a-z]+)*");

  private static final Pattern KUBERNETES =
      Pattern.compile(".*(_SERVICE_HOST|_SERVICE_PORT(_.*)?|_PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?)");

  private static final int LONGEST_SHOWN = 80;

  private final Map<Setting<?>, SettingValue> values = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  /** Begins with the defaults. */
  public ConfigSources() {
    Settings.ALL.forEach(it -> set(it, it.fallback(), "default"));
  }

  /** Adds a YAML file. */
  public ConfigSources file(Path file) {
    Mistakes inFile = new Mistakes();
    YamlFile.read(file, inFile)
        .ifPresent(root -> root.flattened().forEach((key, text) -> set(file, key, text)));
    inFile.all().forEach(it -> mistakes.add(file + " " + it));
    return this;
  }

  private void set(Path file, String key, YamlText text) {
    String origin = file + " line " + text.line();
    Settings.ofKey(key)
        .ifPresentOrElse(
            it -> set(it, text.value(), origin),
            () ->
                mistakes.add(
                    WORDS.matcher(key).matches()
                        ? "%s: there is no setting %s.".formatted(origin, key)
                        : origin + ": there is no such setting."));
  }

  /** Adds the environment's variables that begin with {@code SLIPJOINT_}. */
  public ConfigSources environment(Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach(
            (variable, text) -> {
              if (variable.startsWith(PREFIX) && !isOfOthers(variable, text)) {
                set(variable, text);
              }
            });
    return this;
  }

  /** Kubernetes tells every pod of a service called slipjoint where that service is. */
  private static boolean isOfOthers(String variable, String text) {
    return OTHERS.contains(variable)
        || KUBERNETES.matcher(variable).matches()
        || (variable.endsWith("_PORT") && text.matches("(tcp|udp|sctp)://.*"));
  }

  private void set(String variable, String text) {
    Settings.ofVariable(variable)
        .ifPresentOrElse(
            it -> set(it, text, "environment " + variable),
            () -> mistakes.add("environment: no setting has the variable " + variable + "."));
  }

  /**
   * Adds a flag.
   *
   * @param flag its name, for people
   * @param key the setting that it sets
   */
  public ConfigSources flag(String flag, String key, String text) {
    set(Settings.ofKey(key).orElseThrow(), text, flag);
    return this;
  }

  private void set(Setting<?> setting, String text, String origin) {
    if (setting.parsed(text).isPresent()) {
      values.put(setting, new SettingValue(setting.key(), text, origin));
    } else {
      mistakes.add(
          "%s: %s is \"%s\"; it must be %s."
              .formatted(
                  origin, setting.key(), onOneLine(setting.shown(text)), setting.expectation()));
    }
  }

  private static String onOneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
  }

  /** What each setting has and where it comes from, in reading order; secrets are masked. */
  public List<SettingValue> effective() {
    return values.entrySet().stream()
        .map(
            it -> {
              SettingValue value = it.getValue();
              return new SettingValue(value.key(), it.getKey().shown(value.text()), value.origin());
            })
        .toList();
  }

  /** The value of one setting; a wrong one was never taken. */
  <T> T value(Setting<T> setting) {
    return setting.parsed(Objects.requireNonNull(values.get(setting)).text()).orElseThrow();
  }

  /** Notes a mistake where only one of two settings has a value that need each other. */
  ConfigSources together(Setting<? extends Optional<?>> one, Setting<? extends Optional<?>> other) {
    if (value(one).isPresent() != value(other).isPresent()) {
      mistakes.add("%s and %s need each other.".formatted(one.key(), other.key()));
    }
    return this;
  }

  /** Throws if anything was wrong. */
  void refuseMistakes() {
    if (!mistakes.isEmpty()) {
      throw new ConfigRefused(mistakes);
    }
  }
}
