package dev.slipjoint.sdk;

import dev.slipjoint.protocol.CallerAnswer;
import dev.slipjoint.protocol.ErrorBody;
import dev.slipjoint.protocol.json.JsonRefused;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks the platform whether a call's token may act on the site and team that the call names. Both
 * come from whoever calls: without this, a token for one site would reach an author's code, and
 * what it keeps elsewhere, under any other site's id.
 */
final class CallerCheck {
  private static final System.Logger LOG = System.getLogger("dev.slipjoint.sdk");

  private final PlatformConnection connection;
  private final String slug;
  private final AtomicBoolean toldThatThereIsNone = new AtomicBoolean();
  private final AtomicBoolean toldThatSomethingIsUnknown = new AtomicBoolean();

  /** Whether this platform has ever said who calls; then it doesn't forget how. */
  private volatile boolean hasTheRoute;

  CallerCheck(PlatformConnection connection, String slug) {
    this.connection = connection;
    this.slug = slug;
  }

  /**
   * Who calls; empty at a platform that can't say.
   *
   * @throws CallRefused if they may not act there, or the platform doesn't answer
   */
  Optional<HandlerCaller> ask(String token, CallIds ids) {
    PlatformRequest request =
        new PlatformRequest("GET", "/caller?" + query(ids), token, Optional.empty());
    try {
      return judged(request, connection.ask(request));
    } catch (IntegrationApiException e) {
      LOG.log(Level.ERROR, "A call could not be checked. {0}", e.getMessage());
      throw new CallRefused(502, "The platform could not be asked about this call");
    }
  }

  private Optional<HandlerCaller> judged(PlatformRequest request, PlatformAnswer answer) {
    if (Refusals.isNotFound(answer)) {
      hasTheRoute = true;
      throw unknown();
    }
    return switch (answer.status()) {
      case 200 -> Optional.of(caller(request, answer));
      case 401 -> throw unauthorized(answer);
      case 404, 405, 501 -> withoutTheRoute(request, answer);
      default -> throw connection.unusable(request, "it answers " + answer.status(), answer);
    };
  }

  private HandlerCaller caller(PlatformRequest request, PlatformAnswer answer) {
    try {
      HandlerCaller caller = HandlerCaller.of(CallerAnswer.from(answer.json()));
      hasTheRoute = true;
      return caller;
    } catch (JsonRefused e) {
      throw connection.unusable(request, "its answer makes no sense. " + e.getMessage(), answer);
    }
  }

  /**
   * Only a refusal of Slipjoint's counts: others may ask for a token before they look for routes.
   */
  private CallRefused unauthorized(PlatformAnswer answer) {
    ErrorBody error = answer.error();
    if (error.error().equals("unauthorized") && !error.requestId().isEmpty()) {
      hasTheRoute = true;
    }
    return new CallRefused(401, "Unauthorized");
  }

  private CallRefused unknown() {
    if (toldThatSomethingIsUnknown.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "The platform at {0} knows no integration {1} for a caller, or not the site or team that"
              + " they named. This is told once; check the slug if every call is answered 404",
          connection.platform(),
          slug);
    }
    return new CallRefused(404, "There is no such site, team or integration for this caller");
  }

  /**
   * Netlify: there is no such route; the platform judges the token when the client uses it. What a
   * proxy says while the platform is away must not be taken for that.
   */
  private Optional<HandlerCaller> withoutTheRoute(PlatformRequest request, PlatformAnswer answer) {
    if (hasTheRoute || !answer.isJson()) {
      throw connection.unusable(request, "it answers " + answer.status(), answer);
    }
    if (toldThatThereIsNone.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "The platform at {0} can't say who calls (it has no /caller): handlers run for any token,"
              + " and must not trust siteId() and teamId() before the client has used them",
          connection.platform());
    }
    return Optional.empty();
  }

  private String query(CallIds ids) {
    // Slugs and ids need no escaping: their spelling has been checked.
    StringBuilder query = new StringBuilder("slug=").append(slug);
    ids.siteId().ifPresent(id -> query.append("&siteId=").append(id));
    ids.teamId().ifPresent(id -> query.append("&teamId=").append(id));
    return query.toString();
  }
}
