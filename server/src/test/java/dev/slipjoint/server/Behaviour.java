package dev.slipjoint.server;

import dev.slipjoint.server.ScriptedIntegration.Call;
import dev.slipjoint.server.ScriptedIntegration.Script;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What an integration's own enabling and disabling do when they are called. */
enum Behaviour {
  OK(Ending.DONE, (run, call) -> ok()),
  NO_CONTENT(Ending.DONE, (run, call) -> Script.of(204, "")),
  ACCEPTS_AND_CONFIRMS(Ending.DONE, (run, call) -> Script.of(202, "{}")),
  ACCEPTS_AND_REJECTS(Ending.REFUSED, (run, call) -> Script.of(202, "{}")),
  ACCEPTS_AND_IS_SILENT(Ending.TOO_LATE, (run, call) -> Script.of(202, "{}")),
  CONFIRMS_FIRST(Ending.DONE, (run, call) -> run.confirms(call)),
  IS_READY_LATER(
      Ending.DONE,
      (run, call) ->
          run.attempts(call) == 1 ? Script.of(503, "{}").with("Retry-After", "7") : ok()),
  REJECTS(Ending.REFUSED, (run, call) -> Script.of(422, "{\"reason\":\"No plan.\"}")),
  WANTS_TO_BE_CONNECTED(
      Ending.REFUSED, (run, call) -> Script.of(401, "{\"result\":\"reauth\",\"reason\":\"Go.\"}")),
  FAILS(Ending.FAILED, (run, call) -> Script.of(500, "An unhandled error occurred")),
  REDIRECTS(
      Ending.TOO_LATE, (run, call) -> Script.of(302, "").with("Location", "http://127.0.0.1:1/")),
  RESETS(
      Ending.TOO_LATE,
      (run, call) -> {
        throw new UncheckedIOException(new IOException("No more"));
      }),
  IS_VERBOSE(Ending.DONE, (run, call) -> Script.of(200, "x".repeat(2 << 20))),
  BABBLES(Ending.DONE, (run, call) -> Script.of(200, "{\"result\":")),
  SPEAKS_HTML(Ending.DONE, (run, call) -> Script.of(200, "<html><script>1</script></html>")),
  ASKS_FOR_ITS_TOKEN(Ending.DONE, (run, call) -> run.asksForItsToken(call, 1)),
  ASKS_TWICE(Ending.DONE, (run, call) -> run.asksForItsToken(call, 2)),
  DISABLES_ITSELF(Ending.ABORTED, (run, call) -> run.disablesItself(call)),
  CALLS_ANOTHER(Ending.DONE, (run, call) -> run.callsAnother(call)),
  IS_SILENT(
      Ending.TOO_LATE,
      (run, call) -> {
        run.waitsForEver();
        return ok();
      });

  /** How operations end if nothing else goes wrong. */
  enum Ending {
    DONE,
    REFUSED,
    FAILED,
    ABORTED,
    TOO_LATE
  }

  private interface Handler {
    Script answer(SagaRun run, Call call);
  }

  private final Ending ending;
  private final Handler handler;

  Behaviour(Ending ending, Handler handler) {
    this.ending = ending;
    this.handler = handler;
  }

  Script answer(SagaRun run, Call call) {
    return handler.answer(run, call);
  }

  /** Whether the integration is enabled in the end. */
  boolean leavesEnabled(Scenario.Kind kind) {
    return switch (kind) {
      case ENABLE -> ending == Ending.DONE;
      case DISABLE -> ending == Ending.REFUSED;
    };
  }

  private static Script ok() {
    return Script.of(200, "{}");
  }
}
