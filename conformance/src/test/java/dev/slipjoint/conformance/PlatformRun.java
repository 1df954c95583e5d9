package dev.slipjoint.conformance;

import dev.slipjoint.conformance.PlatformModel.Expected;
import dev.slipjoint.conformance.Step.Actor;
import dev.slipjoint.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Does steps to a real platform over HTTP and to the model, and compares what they answer. */
final class PlatformRun implements AutoCloseable {
  private static final Map<String, String> TOKENS =
      Map.of(
          "ada", RunningPlatform.OWNER,
          "dan", RunningPlatform.DEVELOPER,
          "bob", RunningPlatform.VIEWER,
          "eve", RunningPlatform.STRANGER,
          "nobody", RunningPlatform.UNKNOWN);

  private final Path folder;
  private final PlatformModel model = new PlatformModel();
  private final List<String> tokens = new ArrayList<>();
  private final Set<String> seen;
  private RunningPlatform platform;

  /**
   * Begins with what the platform file declares.
   *
   * @param seen is told of every kind of step and how it was answered
   */
  PlatformRun(Path folder, Set<String> seen) throws IOException {
    this.folder = folder;
    this.seen = seen;
    this.platform = RunningPlatform.in(folder);
  }

  /**
   * Where the two disagree first, if they do.
   *
   * @param lost steps that only the model is told of
   */
  Optional<String> disagreement(List<Step> steps, Predicate<Step> lost) throws IOException {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Expected expected = model.answer(step);
      Expected actual = lost.test(step) ? expected : done(step);
      seen.add(step.getClass().getSimpleName() + " " + actual.status());
      if (!actual.equals(expected)) {
        return Optional.of(
            "step %d, %s: expected %s, but it was %s".formatted(i, step, expected, actual));
      }
    }
    return Optional.empty();
  }

  private Expected done(Step step) throws IOException {
    return switch (step) {
      case Step.Restart() -> restarted();
      case Step.Enable it ->
          enabled(ask(it.actor(), "POST", it.target(), it.slug(), config(it.context())));
      case Step.Disable it -> status(ask(it.actor(), "DELETE", it.target(), it.slug(), ""));
      case Step.Read it -> read(ask(it.actor(), "GET", it.target(), it.slug(), ""));
      case Step.Replace it ->
          status(ask(it.actor(), "PUT", it.target(), it.slug(), config(it.context())));
      case Step.Switch it ->
          status(
              ask(
                  it.actor(),
                  "PUT",
                  it.target(),
                  it.slug(),
                  "{\"has_build_hook_enabled\":" + it.on() + "}"));
      case Step.ListAll it ->
          listed(platform.ask("GET", "/" + it.target() + "/integrations", token(it.actor())));
    };
  }

  private static String config(String context) {
    return "{\"config\":" + context + "}";
  }

  private Answer ask(Actor actor, String method, String target, String slug, String body) {
    return platform.ask(method, "/" + target + "/integrations/" + slug, token(actor), body);
  }

  private String token(Actor actor) {
    return switch (actor) {
      case Actor.User(String name) -> TOKENS.getOrDefault(name, RunningPlatform.UNKNOWN);
      case Actor.Installation(int back) ->
          back < tokens.size() ? tokens.get(tokens.size() - 1 - back) : RunningPlatform.UNKNOWN;
    };
  }

  private Expected restarted() throws IOException {
    platform.close();
    platform = RunningPlatform.again(folder);
    return Expected.of(200);
  }

  private Expected enabled(Answer answer) {
    if (answer.status() == 201) {
      tokens.add(answer.json().string("token"));
    }
    return status(answer);
  }

  private static Expected status(Answer answer) {
    return Expected.of(answer.status());
  }

  private static Expected read(Answer answer) {
    if (answer.status() != 200) {
      return status(answer);
    }
    JsonObject json = answer.json();
    String said =
        json.find("config").orElseThrow() + " " + json.find("has_build_hook_enabled").orElseThrow();
    return new Expected(200, Optional.of(said));
  }

  private static Expected listed(Answer answer) {
    if (answer.status() != 200) {
      return status(answer);
    }
    Map<String, String> seen = new TreeMap<>();
    for (JsonObject it : answer.jsonArray()) {
      seen.put(it.string("slug"), it.find("has_build").orElseThrow().toString());
    }
    return new Expected(200, Optional.of(seen.toString()));
  }

  @Override
  public void close() {
    platform.close();
  }
}
