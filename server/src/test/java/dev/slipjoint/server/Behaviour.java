package dev.slipjoint.server;

import dev.slipjoint.server.ScriptedIntegration.Call;
import dev.slipjoint.server.ScriptedIntegration.Script;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What an integration's own enabling and disabling do when they are called. */
enum Behaviour {
  OK(Ending.DONE),
  NO_CONTENT(Ending.DONE),
  ACCEPTS_AND_CONFIRMS(Ending.DONE),
  ACCEPTS_AND_REJECTS(Ending.REFUSED),
  ACCEPTS_AND_IS_SILENT(Ending.TOO_LATE),
  CONFIRMS_FIRST(Ending.DONE),
  IS_READY_LATER(Ending.DONE),
  REJECTS(Ending.REFUSED),
  WANTS_TO_BE_CONNECTED(Ending.REFUSED),
  FAILS(Ending.FAILED),
  REDIRECTS(Ending.TOO_LATE),
  RESETS(Ending.TOO_LATE),
  IS_VERBOSE(Ending.DONE),
  BABBLES(Ending.DONE),
  SPEAKS_HTML(Ending.DONE),
  ASKS_FOR_ITS_TOKEN(Ending.DONE),
  ASKS_TWICE(Ending.DONE),
  DISABLES_ITSELF(Ending.ABORTED),
  CALLS_ANOTHER(Ending.DONE),
  IS_SILENT(Ending.TOO_LATE);

  /** How operations end if nothing else goes wrong. */
  enum Ending {
    DONE,
    REFUSED,
    FAILED,
    ABORTED,
    TOO_LATE
  }

  private final Ending ending;

  Behaviour(Ending ending) {
    this.ending = ending;
  }

  Script answer(SagaRun run, Call call) {
    return switch (this) {
      case OK -> ok();
      case NO_CONTENT -> Script.of(204, "");
      case ACCEPTS_AND_CONFIRMS, ACCEPTS_AND_REJECTS, ACCEPTS_AND_IS_SILENT -> Script.of(202, "{}");
      case CONFIRMS_FIRST -> run.confirms(call);
      case IS_READY_LATER ->
          run.attempts(call) == 1 ? Script.of(503, "{}").with("Retry-After", "7") : ok();
      case REJECTS -> Script.of(422, "{\"reason\":\"No plan.\"}");
      case WANTS_TO_BE_CONNECTED -> Script.of(401, "{\"result\":\"reauth\",\"reason\":\"Go.\"}");
      case FAILS -> Script.of(500, "An unhandled error occurred");
      case REDIRECTS -> Script.of(302, "").with("Location", "http://127.0.0.1:1/");
      case RESETS -> throw new UncheckedIOException(new IOException("No more"));
      case IS_VERBOSE -> Script.of(200, "x".repeat(2 << 20));
      case BABBLES -> Script.of(200, "{\"result\":");
      case SPEAKS_HTML -> Script.of(200, "<html><script>1</script></html>");
      case ASKS_FOR_ITS_TOKEN -> run.asksForItsToken(call, 1);
      case ASKS_TWICE -> run.asksForItsToken(call, 2);
      case DISABLES_ITSELF -> run.disablesItself(call);
      case CALLS_ANOTHER -> run.callsAnother(call);
      case IS_SILENT -> run.waitsForEver();
    };
  }

  private static Script ok() {
    return Script.of(200, "{}");
  }

  /** Whether the integration is enabled in the end. */
  boolean leavesEnabled(Scenario.Kind kind) {
    return switch (kind) {
      case ENABLE -> ending == Ending.DONE;
      case DISABLE -> ending == Ending.REFUSED;
    };
  }
}
