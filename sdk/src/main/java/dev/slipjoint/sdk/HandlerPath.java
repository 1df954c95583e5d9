package dev.slipjoint.sdk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which handler a path means.
 *
 * @param name the handler's name
 * @param rest what follows it, from the slash on; often empty
 */
record HandlerPath(String name, String rest) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Netlify: there the dot matches anything, and the pattern anywhere in the path. */
  private static final Pattern PATH =
      Pattern.compile("/(?:\\.netlify/functions/handler|api)/(" + NAME + ")(/.*)?", Pattern.DOTALL);

  static Optional<HandlerPath> of(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String rest = matcher.group(2);
    return Optional.of(new HandlerPath(matcher.group(1), rest == null ? "" : rest));
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The path that the handler sees. */
  String rewritten() {
    return "/" + name + rest;
  }
}
