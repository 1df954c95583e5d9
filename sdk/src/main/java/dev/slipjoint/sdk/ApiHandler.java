package dev.slipjoint.sdk;

/** The code behind one name of an integration. */
@FunctionalInterface
public interface ApiHandler {

  /**
   * Answers one call. It may be called by many threads at once.
   *
   * @throws Exception when the call can't be answered: the caller is told nothing but {@code An
   *     unhandled error occurred} (500), the author's log has the stack
   */
  HandlerResponse handle(HandlerEvent event, HandlerContext context) throws Exception;
}
