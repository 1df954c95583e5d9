package dev.slipjoint.server.api;

import dev.slipjoint.platform.installation.doctor.Advice;
import dev.slipjoint.platform.installation.doctor.Diagnosis;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** What the doctor says. Source: docs/reference/wire.md, «Doctor». */
final class DiagnosisAnswer {

  private DiagnosisAnswer() {}

  static JsonValue of(Diagnosis it) {
    JsonObject.Builder answer =
        JsonObject.builder()
            .put("integration", it.key().slug().value())
            .put("target", target(it.key().target()))
            .put("at", it.at().toString())
            .put(
                "state",
                it.installation().map(there -> there.state().wireName()).orElse("disabled"));
    it.installation().ifPresent(there -> installation(answer, there));
    it.enablersRole().ifPresent(role -> answer.put("enablersRole", role.wireName()));
    answer.put("registration", registration(it.integration())).put("tokens", tokens(it));
    it.running().ifPresent(running -> answer.put("operation", running.id().value()));
    answer
        .put(
            "operations",
            new JsonArray(it.operations().stream().map(DiagnosisAnswer::operation).toList()))
        .put("breaker", it.calls().breaker().wireName());
    it.calls()
        .failures()
        .ifPresent(failures -> answer.put("failures", CallHealthResource.failures(failures)));
    return answer
        .put("problems", problems(it.problems()))
        .put("webhooks", webhooks(it))
        .put("advice", new JsonArray(it.advice().stream().map(DiagnosisAnswer::advice).toList()))
        .build();
  }

  private static String target(Target target) {
    return switch (target) {
      case Target.Site site -> "site/" + site.value();
      case Target.Team team -> "team/" + team.value();
    };
  }

  private static void installation(JsonObject.Builder answer, Installation it) {
    answer
        .put("enabledBy", it.enabledBy().value())
        .put("enabledAt", it.enabledAt().toString())
        .put("revision", it.generation() + "." + it.revision());
  }

  private static JsonObject registration(Diagnosis.Registration it) {
    return JsonObject.builder()
        .put("known", it.known())
        .put("visible", it.visible())
        .put("host", it.host())
        .put("secret", it.secret())
        .put("levelFits", it.levelFits())
        .build();
  }

  private static JsonArray tokens(Diagnosis it) {
    return new JsonArray(
        it.tokens().stream()
            .<JsonValue>map(
                token ->
                    JsonObject.builder()
                        .put("issuedAt", token.issuedAt().toString())
                        .put("ageSeconds", Duration.between(token.issuedAt(), it.at()).toSeconds())
                        .put("good", token.good())
                        .build())
            .toList());
  }

  private static JsonValue operation(Operation it) {
    return OperationAnswers.answer(it, Optional.empty()).toJson();
  }

  private static JsonObject problems(Diagnosis.ProblemCount it) {
    return JsonObject.builder().put("count", it.count()).put("critical", it.critical()).build();
  }

  private static JsonObject webhooks(Diagnosis it) {
    JsonObject.Builder answer = JsonObject.builder();
    new TreeMap<>(it.endpoints()).forEach(answer::put);
    return answer.build();
  }

  private static JsonValue advice(Advice it) {
    return JsonObject.builder()
        .put("code", it.code().wireName())
        .put("sentence", it.sentence())
        .put("needsAction", it.code().needsAction())
        .build();
  }
}
