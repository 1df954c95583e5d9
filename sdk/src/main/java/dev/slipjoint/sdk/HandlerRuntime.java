package dev.slipjoint.sdk;

import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.WireHeaders;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers one call: which handler, which method, whose token, signed by the platform or not, on
 * what, may they, then the handler. A call that fails one of these never reaches the next.
 */
final class HandlerRuntime {
  private static final System.Logger LOG = System.getLogger("dev.slipjoint.sdk");

  private final Handlers handlers;
  private final CallTokens tokens;
  private final PlatformConnection connection;
  private final CallerCheck callers;
  private final SignedCalls signed;
  private final String slug;

  HandlerRuntime(IntegrationSettings settings, Handlers handlers, PlatformConnection connection) {
    this.handlers = handlers;
    this.tokens = new CallTokens(settings.acceptCookie());
    this.connection = connection;
    this.callers = new CallerCheck(connection, settings.slug());
    this.signed = new SignedCalls(settings);
    this.slug = settings.slug();
  }

  /** The answer to the call, whatever happens; the line learns what was called. */
  HandlerResponse answer(HandlerEvent event, CallLine line) {
    return Cors.on(answerOrRefusal(event, line));
  }

  private HandlerResponse answerOrRefusal(HandlerEvent event, CallLine line) {
    try {
      return route(event, line);
    } catch (CallRefused refused) {
      return refused.response();
    } catch (Throwable failure) { // an author's code may throw anything, errors too
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.log(Level.ERROR, "Handler " + line.handler() + " failed", failure);
      return HandlerResponse.text("An unhandled error occurred").withStatus(500);
    }
  }

  private HandlerResponse route(HandlerEvent event, CallLine line) throws Exception {
    HandlerPath path =
        HandlerPath.of(event.path())
            // Netlify: a path that isn't a handler's is the handler of that name.
            .orElseThrow(() -> unknown("not-found"));
    line.handler(path.name());
    NamedHandler handler = handlers.find(path.name()).orElseThrow(() -> unknown(path.name()));
    if (event.httpMethod().equals("OPTIONS")) {
      return HandlerResponse.ok();
    }
    checkMethod(event, path.name(), handler.methods());
    String token = tokens.of(event).orElseThrow(() -> new CallRefused(401, "Unauthorized"));
    Optional<CallStatement> statement = signed.statement(event, path.name());
    HandlerContext context =
        statement.isPresent()
            ? signed(event, handler, token, statement.get(), line)
            : asked(event, handler, token, line);
    return handler.answer(event.withPath(path.rewritten()), context);
  }

  /** The platform has signed who calls on what: nothing is left to ask. */
  private HandlerContext signed(
      HandlerEvent event,
      NamedHandler handler,
      String token,
      CallStatement statement,
      CallLine line) {
    CallIds ids = CallIds.of(statement);
    line.ids(ids);
    CallIds.fromQuery(event).checkNoneBut(ids);
    handler.ids(event).checkNoneBut(ids);
    return context(
        event, token, ids, Optional.of(HandlerCaller.of(statement)), Optional.of(statement));
  }

  private HandlerContext asked(
      HandlerEvent event, NamedHandler handler, String token, CallLine line) {
    CallIds ids = handler.ids(event);
    line.ids(ids);
    return context(event, token, ids, caller(handler, token, ids), Optional.empty());
  }

  /** What is all the runtime's own doing is judged by the platform when it is asked to do it. */
  private Optional<HandlerCaller> caller(NamedHandler handler, String token, CallIds ids) {
    return handler.runsAuthorsCode() ? callers.ask(token, ids) : Optional.empty();
  }

  private HandlerContext context(
      HandlerEvent event,
      String token,
      CallIds ids,
      Optional<HandlerCaller> caller,
      Optional<CallStatement> statement) {
    return new HandlerContext(
        new NetlifyIntegrationClient(connection, slug, token),
        ids,
        event.header(WireHeaders.PROVIDER_OAUTH_TOKEN),
        caller,
        statement);
  }

  private static void checkMethod(HandlerEvent event, String name, Set<String> methods) {
    if (!methods.isEmpty() && !methods.contains(event.httpMethod())) {
      String allowed = methods.stream().sorted().collect(Collectors.joining(", "));
      HandlerResponse answer = HandlerResponse.json(Map.of("error", name + " takes " + allowed));
      throw new CallRefused(answer.withStatus(405).withHeader("allow", allowed));
    }
  }

  private static CallRefused unknown(String name) {
    return new CallRefused(404, "Handler " + name + " not found");
  }
}
