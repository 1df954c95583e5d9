package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.installation.CallRequest;
import dev.slipjoint.platform.installation.HandlerCalls;
import dev.slipjoint.platform.installation.Installations;
import dev.slipjoint.platform.nouns.PlatformException.HandlerFailed;
import dev.slipjoint.platform.nouns.PlatformException.HandlerNotFound;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.server.edge.EdgeException.InvalidParameter;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The gateway: the desk at which handlers are called. The answer is the handler's own. Source:
 * docs/reference/wire.md, «Gateway».
 */
public final class HandlerResource {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final TargetPath path;
  private final SlugPath slugs;
  private final HandlerCalls calls;
  private final int largestBody;
  private final Duration longest;

  /**
   * Serves one kind of target.
   *
   * @param largestBody bytes of a caller's body
   * @param longest how long a call may take, the caller's own part included
   */
  public HandlerResource(
      TargetPath path,
      Installations installations,
      HandlerCalls calls,
      int largestBody,
      Duration longest) {
    this.path = path;
    this.slugs = new SlugPath(path, installations);
    this.calls = calls;
    this.largestBody = largestBody;
    this.longest = longest;
  }

  void call(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    Target target = path.target(request);
    Slug slug = slugs.slug(request, Right.READ);
    IncomingBody body = new IncomingBody(request, largestBody);
    Patience.lasting(longest, () -> pass(caller, target, slug, request, body, response));
  }

  private void pass(
      Caller caller,
      Target target,
      Slug slug,
      ServerRequest request,
      IncomingBody body,
      ServerResponse response) {
    try (HandlerAnswer answer =
        calls.call(caller, target, slug, () -> asked(request, target, slug), body::body)) {
      String called =
          "%s of %s on %s".formatted(request.path().pathParameters().get("handler"), slug, target);
      boolean isHead = request.prologue().method().equals(Method.HEAD);
      new PassedAnswer(answer, slug, called, isHead).send(response);
    } catch (HandlerFailed e) {
      body.throwFault();
      throw e;
    }
  }

  private CallRequest asked(ServerRequest request, Target target, Slug slug) {
    String handler = request.path().pathParameters().get("handler");
    if (!NAME.matcher(handler).matches()) {
      throw new HandlerNotFound(slug, Echo.of(handler));
    }
    CallQuery query = CallQuery.of(request.query().rawValue());
    return new CallRequest(
        handler,
        request.prologue().method().text(),
        query.site().map(it -> site(it, target)),
        query.team().map(HandlerResource::team),
        query.rest(),
        PassedHeaders.toHandler(request.headers()),
        hops(request));
  }

  private static SiteId site(String id, Target target) {
    Target named = TargetPath.SITE.of(id);
    if (target instanceof Target.Site && !target.equals(named)) {
      throw new InvalidParameter("siteId", "the site of the path, or left out");
    }
    return ((Target.Site) named).id();
  }

  private static TeamId team(String id) {
    return ((Target.Team) TargetPath.TEAM.of(id)).id();
  }

  /** RFC 9110, 7.6.3: how often the call has come through here already, if its way says so. */
  private static int hops(ServerRequest request) {
    List<String> lists = request.headers().all(HeaderNames.VIA, List::of);
    return (int)
        lists.stream()
            .flatMap(list -> Stream.of(list.split(",", -1)))
            .map(entry -> entry.strip().split("[ \t]+", 3))
            .filter(entry -> entry.length > 1 && entry[1].equals(WireHeaders.PSEUDONYM))
            .count();
  }
}
