package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.ON_SITE;
import static dev.slipjoint.conformance.RunningPlatform.ON_TEAM;
import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.SITE;
import static dev.slipjoint.conformance.RunningPlatform.STRANGER;
import static dev.slipjoint.conformance.RunningPlatform.TEAM;
import static dev.slipjoint.conformance.RunningPlatform.UNKNOWN;
import static dev.slipjoint.conformance.RunningPlatform.VIEWER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Every answer of enabling and disabling with an integration's own logic. */
final class OperationAsks {
  private static final Map<String, String> GZIP = Map.of("Content-Encoding", "gzip");
  private static final String LARGE = "{\"a\":\"%s\"}".formatted("x".repeat(1 << 20));

  private final RunningPlatform platform;
  private final ScriptedHost host;
  private final List<Ask> asks = new ArrayList<>();
  private String operation = "";
  private String token = "";

  private OperationAsks(RunningPlatform platform, ScriptedHost host) {
    this.platform = platform;
    this.host = host;
  }

  static List<Ask> all(RunningPlatform platform, ScriptedHost host) {
    OperationAsks all = new OperationAsks(platform, host);
    all.beginning("Site", "/site/" + SITE + "/integrations/", ON_SITE, "team-only");
    all.beginning("Team", "/team/" + TEAM + "/integrations/", ON_TEAM, "site-only");
    all.lookingAndEnding();
    return all.asks;
  }

  private void beginning(String level, String on, String path, String ofAnotherLevel) {
    String enable = "beginEnabling" + level + "Integration";
    String disable = "beginDisabling" + level + "Integration";
    String begin = path + "/enable";
    String end = path + "/disable";
    Runnable nothing = () -> nothingOn(path);
    Runnable enabled =
        () -> {
          nothingOn(path);
          platform.ask("POST", path, OWNER);
        };

    add(enable, 200, "", nothing, () -> post(begin, OWNER, "{\"config\":{\"a\":1}}"));
    add(enable, 200, "of one that runs nowhere", nothing, () -> homeless(on));
    add(enable, 202, "", nothing, () -> accepted(begin));
    add(enable, 400, "", nothing, () -> post(begin, OWNER, "[]"));
    add(enable, 401, "", nothing, () -> post(begin, UNKNOWN, ""));
    add(enable, 401, "no such slug", nothing, () -> post(on + "no-such/enable", OWNER, ""));
    add(enable, 403, "", nothing, () -> post(begin, VIEWER, ""));
    add(enable, 404, "", nothing, () -> post(begin, STRANGER, ""));
    add(enable, 409, "enabled", enabled, () -> post(begin, OWNER, ""));
    add(enable, 409, "under way", nothing, () -> twice(begin));
    add(enable, 413, "", nothing, () -> post(begin, OWNER, LARGE));
    add(enable, 415, "", nothing, () -> platform.ask("POST", begin, OWNER, GZIP, "{}"));
    add(enable, 422, "", nothing, () -> post(on + ofAnotherLevel + "/enable", OWNER, ""));

    add(disable, 200, "", enabled, () -> post(end, OWNER, ""));
    add(disable, 200, "refused", enabled, () -> answering(423, () -> post(end, OWNER, "")));
    add(disable, 200, "by force", enabled, () -> post(end, OWNER, "{\"force\":true}"));
    add(disable, 202, "", enabled, () -> accepted(end));
    add(disable, 400, "", enabled, () -> post(end, OWNER, "{\"force\":1}"));
    add(disable, 401, "", enabled, () -> post(end, UNKNOWN, ""));
    add(disable, 403, "", enabled, () -> post(end, VIEWER, ""));
    add(disable, 404, "", nothing, () -> post(end, OWNER, ""));
    add(disable, 409, "", enabled, () -> twice(end));
    add(disable, 413, "", enabled, () -> post(end, OWNER, LARGE));
    add(disable, 415, "", enabled, () -> platform.ask("POST", end, OWNER, GZIP, "{}"));
  }

  private void lookingAndEnding() {
    add("getOperation", 200, "", this::waiting, () -> ask("GET", "", VIEWER));
    add("getOperation", 401, "", this::waiting, () -> ask("GET", "", UNKNOWN));
    add("getOperation", 404, "", this::waiting, () -> ask("GET", "", STRANGER));
    for (String word : List.of("confirm", "reject")) {
      String operation = word + "Operation";
      String rest = "/" + word;
      add(operation, 200, "", this::waiting, () -> ask("POST", rest, token));
      add(operation, 401, "", this::waiting, () -> ask("POST", rest, UNKNOWN));
      add(operation, 403, "", this::waiting, () -> ask("POST", rest, OWNER));
      add(operation, 404, "", this::waiting, () -> ask("POST", rest, STRANGER));
    }
    add("confirmOperation", 409, "", this::over, () -> ask("POST", "/confirm", token));
    add("rejectOperation", 409, "", this::over, () -> ask("POST", "/reject", token));
    add("rejectOperation", 200, "why", this::waiting, () -> reject("{\"reason\":\"Full.\"}"));
    add("rejectOperation", 400, "", this::waiting, () -> reject("{\"reason\":1}"));
    add("rejectOperation", 413, "", this::waiting, () -> reject(LARGE));
    add(
        "rejectOperation",
        415,
        "",
        this::waiting,
        () -> platform.ask("POST", operation + "/reject", token, GZIP, "{}"));
  }

  /** An operation that the integration has accepted, and its token. */
  private void waiting() {
    nothingOn(ON_SITE);
    operation = accepted(ON_SITE + "/enable").header("Location");
    token = platform.ask("POST", ON_SITE, host.token()).json().string("token");
  }

  private void over() {
    waiting();
    ask("POST", "/confirm", token);
  }

  private Answer ask(String method, String rest, String as) {
    return platform.ask(method, operation + rest, as);
  }

  private Answer reject(String json) {
    return platform.ask("POST", operation + "/reject", token, json);
  }

  private Answer accepted(String path) {
    return answering(202, () -> post(path, OWNER, ""));
  }

  private Answer twice(String path) {
    accepted(path);
    return post(path, OWNER, "");
  }

  private Answer homeless(String on) {
    platform.ask("DELETE", on + "second-integration", OWNER);
    return post(on + "second-integration/enable", OWNER, "");
  }

  private Answer answering(int status, Supplier<Answer> asking) {
    host.lifecycleAnswers(status);
    try {
      return asking.get();
    } finally {
      host.lifecycleAnswers(200);
    }
  }

  /** Whatever is enabled, or under way, on that path isn't any more. */
  private void nothingOn(String path) {
    platform.ask("POST", path + "/disable", OWNER, "{\"force\":true}");
  }

  private Answer post(String path, String as, String json) {
    return platform.ask("POST", path, as, json);
  }

  private void add(
      String operation, int status, String when, Runnable before, Supplier<Answer> asking) {
    asks.add(
        new Ask(
            operation,
            status,
            when,
            () -> {
              before.run();
              return asking.get();
            }));
  }
}
