package dev.slipjoint.server.api;

import dev.slipjoint.platform.dispatch.BreakerHealth;
import dev.slipjoint.platform.dispatch.FailedCall;
import dev.slipjoint.platform.installation.doctor.Doctor;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonValue;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * The desk at which an integration's owners see how calls to it go. Source: docs/reference/wire.md,
 * «Calls to an integration».
 */
public final class CallHealthResource {
  private final Doctor doctor;

  /** Serves. */
  public CallHealthResource(Doctor doctor) {
    this.doctor = doctor;
  }

  void read(ServerRequest request, ServerResponse response) {
    Slug slug = slug(request);
    Answers.json(response, 200, answer(slug, doctor.health(Guard.caller(request), slug)));
  }

  void reset(ServerRequest request, ServerResponse response) {
    doctor.reset(Guard.caller(request), slug(request));
    Answers.nothing(response);
  }

  private Slug slug(ServerRequest request) {
    String text = request.path().pathParameters().get("slug");
    try {
      return new Slug(text);
    } catch (IllegalArgumentException e) {
      throw doctor.unknown(Guard.caller(request), Echo.of(text));
    }
  }

  private static JsonObject answer(Slug slug, BreakerHealth it) {
    JsonObject.Builder answer =
        JsonObject.builder()
            .put("integration", slug.value())
            .put("mode", it.mode().wireName())
            .put("state", it.state().wireName())
            .put("since", it.since().toString());
    it.openUntil().ifPresent(until -> answer.put("openUntil", until.toString()));
    return answer
        .put(
            "window",
            JsonObject.builder()
                .put("seconds", it.window().toSeconds())
                .put("calls", it.count().calls())
                .put("failures", it.count().failures())
                .build())
        .put("failures", failures(it.failures()))
        .build();
  }

  static JsonArray failures(List<FailedCall> failures) {
    return new JsonArray(failures.stream().map(CallHealthResource::failure).toList());
  }

  private static JsonValue failure(FailedCall it) {
    return JsonObject.builder()
        .put("at", it.at().toString())
        .put("handler", it.handler())
        .put("callId", it.callId())
        .put("why", it.why())
        .build();
  }
}
