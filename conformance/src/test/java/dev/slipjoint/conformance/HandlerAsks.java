package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.ON_SITE;
import static dev.slipjoint.conformance.RunningPlatform.ON_TEAM;
import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.STRANGER;
import static dev.slipjoint.conformance.RunningPlatform.UNKNOWN;
import static dev.slipjoint.conformance.RunningPlatform.VIEWER;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Every answer of the gateway: with every method, on a site and on a team. */
final class HandlerAsks {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private final RunningPlatform platform;
  private final ScriptedHost host;
  private final String level;
  private final String enabled;
  private final List<Ask> asks = new ArrayList<>();

  private HandlerAsks(RunningPlatform platform, ScriptedHost host, String level, String enabled) {
    this.platform = platform;
    this.host = host;
    this.level = level;
    this.enabled = enabled;
  }

  static List<Ask> all(RunningPlatform platform, ScriptedHost host) {
    List<Ask> all = new ArrayList<>();
    all.addAll(new HandlerAsks(platform, host, "Site", ON_SITE).asks());
    all.addAll(new HandlerAsks(platform, host, "Team", ON_TEAM).asks());
    return all;
  }

  private List<Ask> asks() {
    for (String method : METHODS) {
      String any = enabled + "/handlers/any";
      add(method, 203, "", () -> call(method, any, VIEWER));
      add(method, 400, "", () -> call(method, any + "?teamId=a&teamId=b", OWNER));
      add(method, 401, "", () -> call(method, any, UNKNOWN));
      add(method, 404, "not for them", () -> call(method, any, STRANGER));
      add(method, 404, "", () -> call(method, enabled + "/handlers/on-enable", OWNER));
      add(method, 409, "", () -> whileDisabling(method, any));
      add(method, 413, "", () -> call(method, any, OWNER, Map.of(), "x".repeat(65_537)));
      add(method, 415, "", () -> call(method, any, OWNER, Map.of("Content-Encoding", "gzip"), ""));
      add(method, 429, "", () -> whileOneWaits(method, any));
      add(method, 502, "", () -> call(method, enabled + "/handlers/redirects", OWNER));
      Map<String, String> far = Map.of("Via", "1.1 slipjoint, 1.1 slipjoint, 1.1 slipjoint");
      add(method, 508, "", () -> call(method, any, OWNER, far, ""));
    }
    return asks;
  }

  private void add(String method, int status, String when, Supplier<Answer> asking) {
    String operation = method.toLowerCase(Locale.ROOT) + level + "Handler";
    asks.add(
        new Ask(
            operation,
            status,
            when,
            () -> {
              platform.ask("POST", enabled + "/disable", OWNER, "{\"force\":true}");
              platform.ask("POST", enabled, OWNER);
              return asking.get();
            }));
  }

  private Answer whileDisabling(String method, String path) {
    return host.whileOneWaits(
        () -> platform.ask("POST", enabled + "/disable", OWNER), () -> call(method, path, OWNER));
  }

  private Answer whileOneWaits(String method, String path) {
    return host.whileOneWaits(
        () -> call("GET", enabled + "/handlers/held", OWNER), () -> call(method, path, OWNER));
  }

  private Answer call(String method, String path, String token) {
    return call(method, path, token, Map.of(), "");
  }

  private Answer call(
      String method, String path, String token, Map<String, String> headers, String body) {
    return platform.ask(method, path, token, headers, body);
  }
}
