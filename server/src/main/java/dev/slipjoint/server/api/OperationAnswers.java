package dev.slipjoint.server.api;

import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.OperationAnswer;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.OperationState;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** Operations as they are answered. Source: docs/reference/wire.md, «Operations». */
final class OperationAnswers {

  private OperationAnswers() {}

  static void send(
      ServerResponse response, int status, Operation operation, Optional<Secret> token) {
    response.header(HeaderNames.LOCATION, "/operations/" + operation.id());
    Answers.json(response, status, answer(operation, token).toJson());
  }

  static OperationAnswer answer(Operation it, Optional<Secret> token) {
    return new OperationAnswer(
        it.id().value(),
        it.kind(),
        state(it),
        it.installation().target(),
        it.installation().slug(),
        it.failure().map(OperationFailure::reason).filter(reason -> !reason.isEmpty()),
        it.failure().map(failure -> failure.code().wireName()),
        it.attempts(),
        it.startedAt(),
        it.endedAt(),
        it.nextAttemptAt(),
        token.map(Secret::reveal));
  }

  private static OperationState state(Operation it) {
    boolean enables = it.kind() == OperationKind.ENABLE;
    return switch (it.phase()) {
      case PENDING -> OperationState.PENDING;
      case RUNNING, WAITING -> enables ? OperationState.ENABLING : OperationState.DISABLING;
      case DONE -> enables ? OperationState.ENABLED : OperationState.DISABLED;
      case FAILED -> OperationState.FAILED;
    };
  }
}
