package dev.slipjoint.platform.dispatch;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationSuspended;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** An integration that answers as it is told to, and whoever calls it through the breakers. */
final class Handler implements InstantSource {
  static final TeamId ACME = new TeamId("team-acme");

  final Breakers breakers;
  private final Dispatches dispatches;
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private HandlerDispatcher answering = call -> answer(200, InputStream.nullInputStream());
  private int reached;

  Handler(BreakerMode mode) {
    breakers = new Breakers(mode, this);
    dispatches =
        new Dispatches(
            call -> {
              reached++;
              return answering.dispatch(call);
            },
            4,
            breakers);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void goesOn(Duration time) {
    now = now.plus(time);
  }

  /** How many calls came to it. */
  int reached() {
    return reached;
  }

  static HandlerAnswer answer(int status, InputStream body) {
    return new HandlerAnswer(status, List.of(), body, () -> {});
  }

  Handler answers(int status) {
    return answers(call -> answer(status, new ByteArrayInputStream(new byte[] {1, 2, 3})));
  }

  Handler answers(HandlerDispatcher other) {
    answering = other;
    return this;
  }

  Handler succeeds(int times) {
    answers(200);
    return isCalled(times);
  }

  Handler fails(int times) {
    answers(500);
    return isCalled(times);
  }

  Handler isCalled(int times) {
    for (int i = 0; i < times; i++) {
      call("cool-integration", Optional.empty());
    }
    return this;
  }

  /** Whether a call came through. */
  boolean call(String slug) {
    return call(slug, Optional.empty());
  }

  boolean call(String slug, Optional<CallBody> body) {
    InstallationKey key = new InstallationKey(ACME, Target.site("site-www"), new Slug(slug));
    HandlerCall call = of(slug);
    try (HandlerAnswer answer = dispatches.send(key, body.map(call::with).orElse(call))) {
      answer.body().readAllBytes();
      return true;
    } catch (IntegrationSuspended e) {
      return false;
    } catch (CallFailed | IOException e) {
      return true;
    }
  }

  HandlerAnswer open(String slug) throws CallFailed {
    return dispatches.send(
        new InstallationKey(ACME, Target.site("site-www"), new Slug(slug)), of(slug));
  }

  private HandlerCall of(String slug) {
    CallStatement statement =
        new CallStatement(
            "call_0123456789abcdefghijklmn",
            new Slug(slug),
            "cool-function",
            "POST",
            ACME,
            Optional.empty(),
            new UserId("ada"),
            "user",
            "owner",
            Optional.empty());
    return new HandlerCall(
        URI.create("http://127.0.0.1:9000"),
        statement,
        now,
        new Secret("slipc_x"),
        List.of(),
        "",
        List.of(),
        1,
        Optional.empty());
  }

  BreakerHealth health() {
    return breakers.health(new Slug("cool-integration"));
  }

  BreakerState state() {
    return health().state();
  }
}
