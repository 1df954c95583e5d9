package dev.slipjoint.server.api;

import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.protocol.ErrorBody;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.server.edge.EdgeException;
import dev.slipjoint.server.edge.RequestLog;
import dev.slipjoint.server.edge.RequestWatch;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what is thrown anywhere into the one error body, and what is unexpected into a log entry.
 */
public final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
  private static final Header CHALLENGE =
      HeaderValues.create(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"slipjoint\"");
  private static final Header SOON = HeaderValues.create(HeaderNames.RETRY_AFTER, "1");

  private final RequestWatch watch;

  /** Tells that watch of every refusal. */
  public ErrorAnswers(RequestWatch watch) {
    this.watch = watch;
  }

  /** Takes over everything that routes and filters throw. */
  public void register(HttpRouting.Builder routing) {
    routing
        .error(PlatformException.class, (req, res, it) -> answer(req, res, refused(res, it)))
        .error(EdgeException.class, (req, res, it) -> answer(req, res, refused(res, it)))
        .error(JsonRefused.class, (req, res, it) -> answer(req, res, Problems.of(it)))
        .error(HttpException.class, (req, res, it) -> answer(req, res, broken(res, it)))
        .error(Throwable.class, this::unexpected);
  }

  private static Problem refused(ServerResponse response, PlatformException refusal) {
    if (refusal instanceof PlatformException.StoreUnavailable unavailable) {
      LOG.error("Request {}: the store is unavailable", RequestLog.idOf(response), unavailable);
    }
    if (refusal instanceof PlatformException.IntegrationSuspended it) {
      response.header(HeaderNames.RETRY_AFTER, Integer.toString(it.seconds()));
    }
    return Problems.of(refusal);
  }

  private static Problem refused(ServerResponse response, EdgeException refusal) {
    if (refusal instanceof EdgeException.MethodNotAllowed it) {
      response.header(HeaderNames.ALLOW, String.join(", ", it.allowed()));
    }
    if (refusal instanceof EdgeException.TooSlow) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    return Problems.of(refusal);
  }

  /**
   * Helidon's own refusals have messages that quote the request: only their status is told. What
   * follows on the connection may be the rest of what could not be read.
   */
  private static Problem broken(ServerResponse response, HttpException refusal) {
    response.header(HeaderValues.CONNECTION_CLOSE);
    int status = refusal.status().code();
    return status == 404
        ? Problems.of(new EdgeException.NoSuchRoute())
        : new Problem(status, "bad_request", "This is not a request that can be read.");
  }

  private void unexpected(ServerRequest request, ServerResponse response, Throwable fault) {
    LOG.error("Request {} failed unexpectedly", RequestLog.idOf(response), fault);
    answer(request, response, Problems.unexpected());
  }

  private void answer(ServerRequest request, ServerResponse response, Problem problem) {
    watch.refused(problem.code());
    if (problem.status() == 401) {
      response.header(CHALLENGE);
    }
    boolean mayComeAgain = problem.status() == 503 || problem.status() == 429;
    if (mayComeAgain && !response.headers().contains(HeaderNames.RETRY_AFTER)) {
      response.header(SOON);
    }
    if (request.prologue().method().equals(Method.HEAD)) {
      // A body here would be taken for the next answer of the connection.
      response.status(problem.status()).send();
      return;
    }
    ErrorBody body =
        new ErrorBody(
            problem.code(),
            problem.sentence(),
            problem.status(),
            RequestLog.idOf(response),
            problem.facts());
    Answers.json(response, problem.status(), body.toJson());
  }
}
