package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.CallTokens;
import dev.slipjoint.platform.access.IntegrationSecrets;
import dev.slipjoint.platform.dispatch.Dispatches;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.store.Store;

/**
 * What has to do with installations, put together: the services that share how calls are made, and
 * how operations end.
 *
 * @param lifecycle what runs the operations' tasks
 */
public record Installing(
    Installations installations,
    Operations operations,
    HandlerCalls handlerCalls,
    Lifecycle lifecycle) {

  /**
   * Puts them together.
   *
   * @param largestContext how many bytes of canonical text a context may have
   * @param wakeWorker lets whoever runs tasks look at once
   */
  public static Installing over(
      Store store,
      Access access,
      Events events,
      CallTokens tokens,
      IntegrationSecrets secrets,
      Dispatches dispatches,
      LifecycleTimes times,
      int largestContext,
      Runnable wakeWorker) {
    Calls calls = new Calls(tokens, secrets);
    Bells bells = new Bells();
    Installations installations = new Installations(store, access, events, largestContext);
    return new Installing(
        installations,
        new Operations(store, access, installations, events, times, bells, wakeWorker),
        new HandlerCalls(store, access, calls, dispatches),
        new Lifecycle(store, dispatches, calls, events, times, bells));
  }
}
