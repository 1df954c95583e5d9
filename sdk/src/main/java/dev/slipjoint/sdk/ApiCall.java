package dev.slipjoint.sdk;

import java.util.Objects;
import java.util.Set;

/** Code of the author's own. */
record ApiCall(ApiHandler handler) implements NamedHandler {

  @Override
  public Set<String> methods() {
    return Set.of();
  }

  @Override
  public CallIds ids(HandlerEvent event) {
    return CallIds.fromQuery(event);
  }

  @Override
  public boolean runsAuthorsCode() {
    return true;
  }

  @Override
  public HandlerResponse answer(HandlerEvent event, HandlerContext context) throws Exception {
    return Objects.requireNonNull(
        handler.handle(event, context), "The handler gave null instead of a HandlerResponse");
  }
}
