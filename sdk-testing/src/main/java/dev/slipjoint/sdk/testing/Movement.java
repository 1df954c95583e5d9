package dev.slipjoint.sdk.testing;

import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.store.Store;
import java.time.Instant;

/**
 * Whether an operation moves by itself. The platform tells its clients less than that, so the store
 * is asked.
 */
record Movement(Store store) {

  enum State {
    MOVES,
    WAITS_FOR_THE_CLOCK,
    WAITS_FOR_THE_INTEGRATION,
    IS_OVER
  }

  State of(String id) {
    return store.read(tx -> of(tx.operations().find(new OperationId(id)).orElseThrow(), tx.now()));
  }

  private static State of(Operation it, Instant now) {
    return switch (it.phase()) {
      case PENDING, RUNNING ->
          it.nextAttemptAt().filter(now::isBefore).isPresent()
              ? State.WAITS_FOR_THE_CLOCK
              : State.MOVES;
      case WAITING -> now.isBefore(it.deadline()) ? State.WAITS_FOR_THE_INTEGRATION : State.MOVES;
      case DONE, FAILED -> State.IS_OVER;
    };
  }
}
