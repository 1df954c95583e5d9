package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.access.Standing;
import dev.slipjoint.platform.dispatch.CallBody;
import dev.slipjoint.platform.dispatch.CallFailed;
import dev.slipjoint.platform.dispatch.Dispatches;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.PlatformException.HandlerFailed;
import dev.slipjoint.platform.nouns.PlatformException.HandlerNotFound;
import dev.slipjoint.platform.nouns.PlatformException.LoopDetected;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.RandomText;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Carries callers' calls to handlers. The caller's own token stays here: the handler gets one that
 * is good for this call, and worth no more than the caller and the integration both are.
 */
public final class HandlerCalls {

  /** How many calls may lead to each other. */
  static final int MOST_HOPS = 3;

  private static final System.Logger LOG = System.getLogger(HandlerCalls.class.getName());

  /** Handlers that the platform itself calls, when it is their time. */
  private static final Set<String> PLATFORMS_OWN =
      Set.of("on-enable", "on-disable", "on-install", "on-uninstall", "build-context");

  private final Store store;
  private final Access access;
  private final Calls calls;
  private final Dispatches dispatches;

  HandlerCalls(Store store, Access access, Calls calls, Dispatches dispatches) {
    this.store = store;
    this.access = access;
    this.calls = calls;
    this.dispatches = dispatches;
  }

  /**
   * Calls a handler. The answer is the caller's to close.
   *
   * @param request is asked only once the integration turned out to be enabled
   * @param body is asked only once the caller turned out to be allowed
   * @throws dev.slipjoint.platform.nouns.PlatformException.NotEnabled if the integration isn't
   *     enabled there
   * @throws HandlerNotFound if it runs nowhere, or the handler is for the platform alone
   * @throws LoopDetected if this call is one too many of those that led to each other
   * @throws dev.slipjoint.platform.nouns.PlatformException.TooManyCalls if too many are under way
   * @throws HandlerFailed if there is no answer
   */
  public HandlerAnswer call(
      Caller caller,
      Target target,
      Slug slug,
      Supplier<CallRequest> request,
      Supplier<Optional<CallBody>> body) {
    Ready ready = store.read(tx -> ready(tx, caller, target, slug, request));
    HandlerCall call = body.get().map(ready.call()::with).orElse(ready.call());
    try {
      return dispatches.send(ready.installation(), call);
    } catch (CallFailed e) {
      LOG.log(Level.WARNING, "{0} got no answer: {1}", call, e.why());
      throw new HandlerFailed(slug);
    }
  }

  private record Ready(InstallationKey installation, HandlerCall call) {}

  private Ready ready(
      Transaction tx, Caller caller, Target target, Slug slug, Supplier<CallRequest> asked) {
    Standing standing = access.on(tx, caller, target).on(slug).require(Right.READ);
    Installation installation = Installations.installation(tx, standing, slug);
    if (installation.state() != InstallationState.ENABLED) {
      Installations.requireSettled(tx, installation.key());
    }
    CallRequest request = asked.get();
    Integration integration =
        tx.integrations()
            .find(slug)
            .filter(it -> it.isVisibleTo(standing.team()))
            .filter(it -> it.url().isPresent() && !PLATFORMS_OWN.contains(request.handler()))
            .orElseThrow(() -> new HandlerNotFound(slug, request.handler()));
    Grant.ForCall grant =
        new Grant.ForCall(
            installation.key(),
            installation.generation(),
            standing.user(),
            site(tx, caller, standing, request),
            byInstallation(standing.grant()),
            RandomText.id("call_"),
            hops(standing.grant(), request),
            Optional.empty());
    HandlerCall call =
        calls.ready(
            integration,
            grant,
            standing.role(),
            request.handler(),
            request.method(),
            Optional.empty(),
            tx.now(),
            request.query(),
            request.headers());
    return new Ready(installation.key(), call);
  }

  /**
   * The one site that the call is about: the target, or one of the team's that the query names. A
   * call that was made by another one stays with that one's site, so that it reaches no further.
   */
  private Optional<SiteId> site(
      Transaction tx, Caller caller, Standing standing, CallRequest request) {
    request
        .team()
        .filter(it -> !it.equals(standing.team()))
        .ifPresent(
            it -> {
              throw new TargetNotFound(new Target.Team(it).toString());
            });
    return switch (standing.target()) {
      case Target.Site(SiteId site) -> Optional.of(site);
      case Target.Team team -> {
        request.site().ifPresent(it -> requireSite(tx, caller, standing, new Target.Site(it)));
        yield request.site().or(() -> siteOf(standing.grant()));
      }
    };
  }

  private static Optional<SiteId> siteOf(Grant grant) {
    return grant instanceof Grant.ForCall call ? call.site() : Optional.empty();
  }

  private void requireSite(Transaction tx, Caller caller, Standing standing, Target site) {
    if (!access.on(tx, caller, site).team().equals(standing.team())) {
      throw new TargetNotFound(site.toString());
    }
  }

  private static boolean byInstallation(Grant grant) {
    return switch (grant) {
      case Grant.ForUser user -> false;
      case Grant.ForInstallation installation -> true;
      case Grant.ForCall call -> call.byInstallation();
    };
  }

  private static int hops(Grant grant, CallRequest request) {
    int before = grant instanceof Grant.ForCall call ? call.hops() : 0;
    int hops = Math.max(before, request.hops()) + 1;
    if (hops > MOST_HOPS) {
      throw new LoopDetected(MOST_HOPS);
    }
    return hops;
  }
}
