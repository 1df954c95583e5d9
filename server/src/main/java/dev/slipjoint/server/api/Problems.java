package dev.slipjoint.server.api;

import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.nouns.PlatformException.AlreadyEnabled;
import dev.slipjoint.platform.nouns.PlatformException.ContextTooLarge;
import dev.slipjoint.platform.nouns.PlatformException.DeliveryNotFound;
import dev.slipjoint.platform.nouns.PlatformException.HandlerFailed;
import dev.slipjoint.platform.nouns.PlatformException.HandlerNotFound;
import dev.slipjoint.platform.nouns.PlatformException.InstallationTokenNeeded;
import dev.slipjoint.platform.nouns.PlatformException.InsufficientRole;
import dev.slipjoint.platform.nouns.PlatformException.InsufficientScope;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationSuspended;
import dev.slipjoint.platform.nouns.PlatformException.InvalidIntegrationSlug;
import dev.slipjoint.platform.nouns.PlatformException.LoopDetected;
import dev.slipjoint.platform.nouns.PlatformException.NotEnabled;
import dev.slipjoint.platform.nouns.PlatformException.OperationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.OperationOver;
import dev.slipjoint.platform.nouns.PlatformException.OperationUnderWay;
import dev.slipjoint.platform.nouns.PlatformException.ProblemNotFound;
import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.PlatformException.TooManyCalls;
import dev.slipjoint.platform.nouns.PlatformException.TooManyWebhooks;
import dev.slipjoint.platform.nouns.PlatformException.Unauthorized;
import dev.slipjoint.platform.nouns.PlatformException.UrlNotAllowed;
import dev.slipjoint.platform.nouns.PlatformException.WebhookGone;
import dev.slipjoint.platform.nouns.PlatformException.WebhookNotFound;
import dev.slipjoint.platform.nouns.PlatformException.WrongLevel;
import dev.slipjoint.platform.nouns.PlatformException.WrongTokenType;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.server.edge.EdgeException;
import dev.slipjoint.server.edge.EdgeException.BadPath;
import dev.slipjoint.server.edge.EdgeException.BodyTooLarge;
import dev.slipjoint.server.edge.EdgeException.Busy;
import dev.slipjoint.server.edge.EdgeException.EncodingNotSupported;
import dev.slipjoint.server.edge.EdgeException.HeadersTooLarge;
import dev.slipjoint.server.edge.EdgeException.InvalidParameter;
import dev.slipjoint.server.edge.EdgeException.MethodNotAllowed;
import dev.slipjoint.server.edge.EdgeException.NoSuchRoute;
import dev.slipjoint.server.edge.EdgeException.TooSlow;
import java.util.Locale;

/** Phrases every refusal: the only place that knows status codes. */
final class Problems {

  private Problems() {}

  static Problem of(PlatformException refusal) {
    return switch (refusal) { // no default: a new refusal must be phrased here
      case Unauthorized r ->
          new Problem(401, "unauthorized", "A token that is good here is needed.");
      case TargetNotFound r ->
          new Problem(404, "not_found", "There is no %s here.".formatted(r.target()));
      case IntegrationNotFound r ->
          new Problem(404, "not_found", "There is no integration %s here.".formatted(r.slug()));
      // Netlify: enabling an unknown slug is 401 with this very code, where one expects 404.
      case InvalidIntegrationSlug r ->
          new Problem(
              401,
              "invalid_integration_slug",
              "There is no integration %s that could be enabled here.".formatted(r.slug()));
      case NotEnabled r ->
          new Problem(
              404, "not_enabled", "%s is not enabled on %s.".formatted(r.slug(), r.target()));
      case AlreadyEnabled r ->
          new Problem(
              409,
              "already_enabled",
              "%s is already enabled on %s.".formatted(r.slug(), r.target()));
      case WrongLevel r ->
          new Problem(
                  422,
                  "wrong_level",
                  "%s has the level %s and can't be enabled on %s."
                      .formatted(r.slug(), r.level().wireName(), r.target()))
              .with("level", new JsonString(r.level().wireName()));
      case InsufficientRole r ->
          new Problem(
                  403,
                  "insufficient_role",
                  "A %s of the team may not do this.".formatted(r.role().wireName()))
              .with("role", new JsonString(r.role().wireName()));
      case InsufficientScope r ->
          new Problem(
              403,
              "insufficient_scope",
              "The user who enabled this integration may no longer do this.");
      case WrongTokenType r ->
          new Problem(403, "wrong_token_type", "This needs a user's token, not an installation's.");
      case InstallationTokenNeeded r ->
          new Problem(
              403,
              "wrong_token_type",
              "This needs the installation's own token, or that of a call to it.");
      case ProblemNotFound r ->
          new Problem(404, "not_found", "There is no problem %s here.".formatted(Echo.of(r.key())));
      case ContextTooLarge r ->
          new Problem(
                  413,
                  "context_too_large",
                  "The context has more than %d bytes.".formatted(r.limit()))
              .with("limit", JsonNumber.of(r.limit()));
      case OperationUnderWay r ->
          new Problem(
                  409,
                  "operation_under_way",
                  "%s is just being enabled or disabled on %s.".formatted(r.slug(), r.target()))
              .with("operation", new JsonString(r.operation()));
      case OperationNotFound r ->
          new Problem(404, "not_found", "There is no operation %s here.".formatted(r.operation()));
      case OperationOver r ->
          new Problem(409, "operation_over", "The operation %s is over.".formatted(r.operation()));
      case HandlerNotFound r ->
          new Problem(
              404,
              "handler_not_found",
              "%s has no handler %s to be called.".formatted(r.slug(), r.handler()));
      case HandlerFailed r ->
          new Problem(
              502, "handler_failed", "%s gave no answer that could be used.".formatted(r.slug()));
      case IntegrationSuspended r ->
          new Problem(
              503,
              "integration_suspended",
              "%s has failed so often that it isn't called for a while.".formatted(r.slug()));
      case TooManyCalls r ->
          new Problem(
                  429,
                  "too_many_calls",
                  "%d calls to this installation are under way. Try again.".formatted(r.limit()))
              .with("limit", JsonNumber.of(r.limit()));
      case LoopDetected r ->
          new Problem(
                  508,
                  "loop_detected",
                  "This call is the last of %d that led to each other.".formatted(r.limit()))
              .with("limit", JsonNumber.of(r.limit()));
      case WebhookNotFound r ->
          new Problem(404, "not_found", "There is no webhook %s here.".formatted(r.webhook()));
      case DeliveryNotFound r ->
          new Problem(404, "not_found", "There is no delivery %s here.".formatted(r.delivery()));
      case WebhookGone r ->
          new Problem(
              409,
              "webhook_gone",
              "%s said that it is gone. Resume it first.".formatted(r.webhook()));
      case TooManyWebhooks r ->
          new Problem(
                  409, "too_many_webhooks", "There are %d webhooks already.".formatted(r.limit()))
              .with("limit", JsonNumber.of(r.limit()));
      case UrlNotAllowed r ->
          new Problem(422, "url_not_allowed", "This URL can't be called. " + r.sentence())
              .with("pointer", new JsonString("/url"));
      case StoreUnavailable r ->
          new Problem(
              503, "store_unavailable", "The platform's store can't do this now. Try again.");
    };
  }

  static Problem of(EdgeException refusal) {
    return switch (refusal) { // no default: a new refusal must be phrased here
      case BadPath r ->
          new Problem(
              400,
              "bad_path",
              "Paths here are plain: no escapes, no empty or dot segments, no parameters.");
      case NoSuchRoute r -> new Problem(404, "no_such_route", "There is nothing at this path.");
      case MethodNotAllowed r ->
          new Problem(
              405,
              "method_not_allowed",
              "This path takes %s.".formatted(String.join(", ", r.allowed())));
      case InvalidParameter r ->
          new Problem(
                  400,
                  "invalid_parameter",
                  "The parameter %s must be %s.".formatted(r.name(), r.expectation()))
              .with("parameter", new JsonString(r.name()));
      case BodyTooLarge r ->
          new Problem(413, "too_large", "The body has more than %d bytes.".formatted(r.limit()))
              .with("limit", JsonNumber.of(r.limit()));
      case HeadersTooLarge r ->
          new Problem(431, "headers_too_large", r.sentence())
              .with("limit", JsonNumber.of(r.limit()));
      case TooSlow r ->
          new Problem(408, "too_slow", "The body came too slowly to be waited for any longer.");
      case Busy r -> new Problem(503, "busy", "Too much is being worked on. Try again.");
      case EncodingNotSupported r ->
          new Problem(
              415, "encoding_not_supported", "Bodies are read without a content encoding only.");
    };
  }

  static Problem of(JsonRefused refusal) {
    int status = refusal.reason() == JsonRefused.Reason.TOO_LARGE ? 413 : 400;
    String code = refusal.reason().name().toLowerCase(Locale.ROOT);
    Problem problem = new Problem(status, code, refusal.sentence());
    return refusal.pointer().isEmpty()
        ? problem
        : problem.with("pointer", new JsonString(refusal.pointer()));
  }

  static Problem unexpected() {
    return new Problem(
        500, "internal_error", "Something went wrong here. The log has more under the request id.");
  }
}
