package dev.slipjoint.cli;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonValue;
import dev.slipjoint.sdk.IntegrationApiException;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds out what a call changed, by asking the platform as a user would and comparing. */
final class DemoChanges {
  private static final int LOOKS = 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

  private final NetlifyIntegrationClient client;
  private final Map<String, JsonObject> contexts = new HashMap<>();

  DemoChanges(NetlifyIntegrationClient client) {
    this.client = client;
  }

  /**
   * Looks once before there is a call: the first look is slow, and by the time it is done, what the
   * next calls changed would be seen too.
   */
  void lookAt(String site, String team) {
    since(site, onSite(site));
    since(team, onTeam(team));
  }

  /** What is different now on the targets that the call named, in words. */
  String since(DemoCall call) {
    List<String> words = words(call);
    // The platform is told by the integration's answer, which is on its way when this is asked.
    for (int i = 0; words.isEmpty() && call.isOfLifecycle() && i < LOOKS; i++) {
      pause();
      words = words(call);
    }
    return words.isEmpty() ? "nothing changed" : String.join(", ", words);
  }

  private List<String> words(DemoCall call) {
    List<String> words = new ArrayList<>();
    call.site().ifPresent(id -> words.addAll(since(id, onSite(id))));
    call.team().ifPresent(id -> words.addAll(since(id, onTeam(id))));
    return words;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Supplier<JsonObject> onSite(String id) {
    return () -> client.getSiteIntegration(id).context();
  }

  private Supplier<JsonObject> onTeam(String id) {
    return () -> client.getTeamIntegration(id).context();
  }

  private List<String> since(String target, Supplier<JsonObject> question) {
    Optional<JsonObject> was = Optional.ofNullable(contexts.remove(target));
    Optional<JsonObject> is = ask(question);
    is.ifPresent(it -> contexts.put(target, it));
    List<String> words = new ArrayList<>();
    if (was.isEmpty() && is.isPresent()) {
      words.add(target + " enabled");
    }
    if (was.isPresent() && is.isEmpty()) {
      words.add(target + " disabled, context forgotten");
    }
    if (is.isPresent()) {
      words.addAll(differences(was.orElse(JsonObject.EMPTY), is.get()));
    }
    return words;
  }

  private static Optional<JsonObject> ask(Supplier<JsonObject> question) {
    try {
      return Optional.of(question.get());
    } catch (IntegrationApiException notThere) {
      return Optional.empty();
    }
  }

  private static List<String> differences(JsonObject was, JsonObject is) {
    List<String> words = new ArrayList<>();
    Function<Optional<JsonValue>, String> shown =
        it -> it.map(JsonValue::toString).orElse("(none)");
    is.members()
        .forEach(
            (name, value) -> {
              if (!was.find(name).equals(Optional.of(value))) {
                words.add("%s: %s → %s".formatted(name, shown.apply(was.find(name)), value));
              }
            });
    was.members().keySet().stream()
        .filter(name -> is.find(name).isEmpty())
        .forEach(name -> words.add(name + " is gone"));
    return words;
  }
}
