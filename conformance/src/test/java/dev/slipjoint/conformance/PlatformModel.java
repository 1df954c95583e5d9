package dev.slipjoint.conformance;

import dev.slipjoint.conformance.Step.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a platform is, without HTTP, a store or time: what it answers, and who may see what. */
final class PlatformModel {

  /** What is answered: a status, and what stands in the body where that matters. */
  record Expected(int status, Optional<String> body) {
    static Expected of(int status) {
      return new Expected(status, Optional.empty());
    }
  }

  private enum Right {
    NOTHING,
    READ,
    WRITE
  }

  /** One installation; its number says which enabling made it. */
  private record Installed(String context, boolean hook, int number) {}

  private record Key(String target, String slug) {}

  private static final Map<String, String> TEAM_OF =
      Map.of(
          "site/site-www", "team/team-acme",
          "site/site-docs", "team/team-acme",
          "team/team-acme", "team/team-acme",
          "site/site-other", "team/team-other",
          "team/team-other", "team/team-other");

  private static final Map<String, Right> ACME =
      Map.of("ada", Right.WRITE, "dan", Right.WRITE, "bob", Right.READ);
  private static final Map<String, Right> OTHER = Map.of("eve", Right.WRITE);

  private final Map<Key, Installed> installed = new HashMap<>();

  /** Which installation the n-th enabling made. */
  private final List<Key> enabled = new ArrayList<>();

  Expected answer(Step step) {
    return switch (step) {
      case Step.Restart() -> Expected.of(200);
      case Step.Enable it ->
          judged(it.actor(), it.target(), it.slug(), Right.WRITE, true).orElseGet(() -> enable(it));
      case Step.Read it ->
          judged(it.actor(), it.target(), it.slug(), Right.READ, false)
              .orElseGet(() -> read(new Key(it.target(), it.slug())));
      case Step.Replace it ->
          judged(it.actor(), it.target(), it.slug(), Right.WRITE, false)
              .orElseGet(
                  () ->
                      change(
                          new Key(it.target(), it.slug()),
                          was -> new Installed(it.context(), was.hook, was.number)));
      case Step.Switch it ->
          judged(it.actor(), it.target(), it.slug(), Right.WRITE, false)
              .orElseGet(
                  () ->
                      change(
                          new Key(it.target(), it.slug()),
                          was -> new Installed(was.context, it.on(), was.number)));
      case Step.Disable it ->
          judged(it.actor(), it.target(), it.slug(), Right.WRITE, false)
              .orElseGet(() -> disable(new Key(it.target(), it.slug())));
      case Step.ListAll it ->
          judged(it.actor(), it.target(), own(it.actor()).orElse(""), Right.READ, false)
              .orElseGet(() -> list(it));
    };
  }

  private Optional<Key> living(Actor.Installation actor) {
    int number = enabled.size() - 1 - actor.back();
    if (number < 0) {
      return Optional.empty();
    }
    Key key = enabled.get(number);
    Installed there = installed.get(key);
    return Optional.of(key).filter(it -> there != null && there.number == number);
  }

  private Optional<String> own(Actor actor) {
    return actor instanceof Actor.Installation it ? living(it).map(Key::slug) : Optional.empty();
  }

  /** The refusal, if there is one; who asks is judged before what is asked for. */
  private Optional<Expected> judged(
      Actor actor, String target, String slug, Right needed, boolean enabling) {
    return switch (actor) {
      case Actor.User(String name) when name.equals("nobody") -> Optional.of(Expected.of(401));
      case Actor.User(String name) -> user(right(name, target), needed);
      case Actor.Installation it ->
          living(it)
              .map(key -> installation(key, target, slug, enabling))
              .orElse(Optional.of(Expected.of(401)));
    };
  }

  private static Right right(String user, String target) {
    Map<String, Right> team =
        switch (TEAM_OF.getOrDefault(target, "")) {
          case "team/team-acme" -> ACME;
          case "team/team-other" -> OTHER;
          default -> Map.of();
        };
    return team.getOrDefault(user, Right.NOTHING);
  }

  private static Optional<Expected> user(Right right, Right needed) {
    if (right == Right.NOTHING) {
      return Optional.of(Expected.of(404));
    }
    return right.compareTo(needed) < 0 ? Optional.of(Expected.of(403)) : Optional.empty();
  }

  private static Optional<Expected> installation(
      Key key, String target, String slug, boolean enabling) {
    boolean reached =
        key.target.equals(target) || key.target.equals(TEAM_OF.getOrDefault(target, ""));
    if (!reached || !key.slug.equals(slug)) {
      return Optional.of(Expected.of(404));
    }
    return enabling ? Optional.of(Expected.of(403)) : Optional.empty();
  }

  private Expected enable(Step.Enable it) {
    boolean onSite = it.target().startsWith("site/");
    boolean isThere =
        switch (it.slug()) {
          case "no-such-integration" -> false;
          case "private-of-others" -> "team/team-other".equals(TEAM_OF.get(it.target()));
          default -> true;
        };
    if (!isThere) {
      return Expected.of(401);
    }
    if (it.slug().equals(onSite ? "team-only" : "site-only")) {
      return Expected.of(422);
    }
    Key key = new Key(it.target(), it.slug());
    if (installed.containsKey(key)) {
      return Expected.of(409);
    }
    installed.put(key, new Installed(it.context(), false, enabled.size()));
    enabled.add(key);
    return Expected.of(201);
  }

  private Expected read(Key key) {
    Installed there = installed.get(key);
    return there == null
        ? Expected.of(404)
        : new Expected(200, Optional.of(there.context + " " + there.hook));
  }

  private interface Change {
    Installed of(Installed was);
  }

  private Expected change(Key key, Change change) {
    return installed.computeIfPresent(key, (it, was) -> change.of(was)) == null
        ? Expected.of(404)
        : Expected.of(204);
  }

  private Expected disable(Key key) {
    return Expected.of(installed.remove(key) == null ? 404 : 204);
  }

  private Expected list(Step.ListAll it) {
    Map<String, Boolean> seen = new TreeMap<>();
    Optional<String> own = own(it.actor());
    installed.forEach(
        (key, there) -> {
          if (key.target.equals(it.target()) && own.map(key.slug::equals).orElse(true)) {
            seen.put(key.slug, there.hook);
          }
        });
    return new Expected(200, Optional.of(seen.toString()));
  }
}
