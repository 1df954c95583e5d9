package dev.slipjoint.sdk;

import java.util.Optional;
import java.util.Set;

/** Runs the author's code when a user disconnects the integration from a third party. */
record OnDisconnect(Optional<ApiCall> code) implements NamedHandler {

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public CallIds ids(HandlerEvent event) {
    return CallIds.fromQuery(event);
  }

  @Override
  public boolean runsAuthorsCode() {
    return code.isPresent();
  }

  @Override
  public HandlerResponse answer(HandlerEvent event, HandlerContext context) throws Exception {
    if (code.isEmpty()) {
      return HandlerResponse.text("No onDisconnect handler defined - no-op");
    }
    HandlerResponse answer = code.get().answer(event, context);
    return answer.status() == 200 ? HandlerResponse.text("Disconnected") : answer;
  }
}
