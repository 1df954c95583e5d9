package dev.slipjoint.sdk;

import dev.slipjoint.protocol.CallerAnswer;
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

  CallerCheck(PlatformConnection connection, String slug) {
    this.connection = connection;
    this.slug = slug;
  }

  /**
   * Who calls; empty at a platform that can't say.
   *
   * @throws CallRefused if they may not act there, or the platform doesn't answer
   */
  Optional<CallerAnswer> ask(String token, CallIds ids) {
    PlatformRequest request =
        new PlatformRequest("GET", "/caller?" + query(ids), token, Optional.empty());
    try {
      return judged(request, connection.ask(request));
    } catch (IntegrationApiException e) {
      LOG.log(Level.ERROR, "A call could not be checked. {0}", e.getMessage());
      throw new CallRefused(502, "The platform could not be asked about this call");
    }
  }

  private Optional<CallerAnswer> judged(PlatformRequest request, PlatformAnswer answer) {
    if (Refusals.isNotFound(answer)) {
      throw new CallRefused(404, "There is no such site or team for this caller");
    }
    return switch (answer.status()) {
      case 200 -> Optional.of(caller(request, answer));
      case 401 -> throw new CallRefused(401, "Unauthorized");
      case 404, 405, 501 -> thereIsNone();
      default -> throw connection.unusable(request, "it answers " + answer.status(), answer);
    };
  }

  private CallerAnswer caller(PlatformRequest request, PlatformAnswer answer) {
    try {
      return CallerAnswer.from(answer.json());
    } catch (JsonRefused e) {
      throw connection.unusable(request, "its answer makes no sense. " + e.getMessage(), answer);
    }
  }

  /** Netlify: there is no such route; the platform judges the token when the client uses it. */
  private Optional<CallerAnswer> thereIsNone() {
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
