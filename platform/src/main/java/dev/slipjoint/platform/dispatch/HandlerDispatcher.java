package dev.slipjoint.platform.dispatch;

/**
 * Delivers calls to where integrations run.
 *
 * <ul>
 *   <li>It is never used inside a transaction: whoever answers may take as long as is let them.
 *   <li>Every call ends within its deadlines, whatever the other side does.
 *   <li>It asks once. Whether to ask again is for those to decide who know what is asked.
 *   <li>It reaches only addresses that an operator allows, and follows nobody elsewhere.
 * </ul>
 */
@FunctionalInterface
public interface HandlerDispatcher {

  /**
   * Delivers a call. The answer is the caller's to close.
   *
   * @throws CallFailed if there is no answer
   */
  HandlerAnswer dispatch(HandlerCall call) throws CallFailed;
}
