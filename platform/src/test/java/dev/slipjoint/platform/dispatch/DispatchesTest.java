package dev.slipjoint.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.PlatformException.TooManyCalls;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DispatchesTest {
  private static final InstallationKey HERE = key("site-www");
  private static final InstallationKey ELSEWHERE = key("site-docs");

  private static InstallationKey key(String site) {
    return new InstallationKey(new TeamId("team-acme"), Target.site(site), new Slug("cool"));
  }

  private static HandlerCall call() {
    CallStatement statement =
        new CallStatement(
            "call_x",
            new Slug("cool"),
            "any",
            "POST",
            new TeamId("team-acme"),
            Optional.of(new SiteId("site-www")),
            new UserId("ada"),
            "user",
            "owner",
            Optional.empty());
    return new HandlerCall(
        URI.create("http://cool.example"),
        statement,
        Instant.EPOCH,
        new Secret("slipc_x"),
        List.of(),
        "",
        List.of(),
        1,
        Optional.empty());
  }

  private static HandlerCall callWithBody() {
    InputStream body = new ByteArrayInputStream("body".getBytes(StandardCharsets.UTF_8));
    return call().with(new CallBody(body, OptionalLong.of(4)));
  }

  private static HandlerAnswer answer() {
    return new HandlerAnswer(200, List.of(), InputStream.nullInputStream(), () -> {});
  }

  private interface Step {
    HandlerAnswer take(HandlerCall call) throws CallFailed;
  }

  /** Delivers by doing one thing after the other. */
  private static final class Steps implements HandlerDispatcher {
    private final Iterator<Step> steps;
    private final List<String> bodies = new ArrayList<>();

    private Steps(Step... steps) {
      this.steps = List.of(steps).iterator();
    }

    @Override
    public HandlerAnswer dispatch(HandlerCall call) throws CallFailed {
      return steps.next().take(call);
    }

    private HandlerAnswer reads(HandlerCall call) {
      try {
        bodies.add(
            new String(call.body().orElseThrow().bytes().readAllBytes(), StandardCharsets.UTF_8));
        return answer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static HandlerAnswer refused(HandlerCall call) throws CallFailed {
    throw new CallFailed("CONNECT_FAILED", true);
  }

  private static HandlerAnswer broken(HandlerCall call) throws CallFailed {
    throw new CallFailed("CONNECTION_BROKEN", false);
  }

  @Test
  void whatNeverLeftIsSentOnceMoreWithItsWholeBody() throws CallFailed {
    Steps[] self = new Steps[1];
    self[0] = new Steps(DispatchesTest::refused, it -> self[0].reads(it));

    assertThat(oneAtATime(self[0]).send(HERE, callWithBody()).status()).isEqualTo(200);

    assertThat(self[0].bodies).containsExactly("body");
  }

  @Test
  void itIsSentOnceMoreAndNotForEver() {
    Steps steps = new Steps(DispatchesTest::refused, DispatchesTest::refused, it -> answer());

    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(() -> oneAtATime(steps).send(HERE, call()));

    assertThat(steps.steps).hasNext();
  }

  @Test
  void whatMayHaveLeftIsNot() {
    Steps steps = new Steps(DispatchesTest::broken, it -> answer());

    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(() -> oneAtATime(steps).send(HERE, call()));

    assertThat(steps.steps).hasNext();
  }

  @Test
  void norIsWhatHasLostAPieceOfItsBody() {
    Steps steps =
        new Steps(
            it -> {
              readOne(it);
              return refused(it);
            },
            it -> answer());

    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(() -> oneAtATime(steps).send(HERE, callWithBody()));

    assertThat(steps.steps).hasNext();
  }

  private static void readOne(HandlerCall call) {
    try {
      assertThat(call.body().orElseThrow().bytes().read()).isPositive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCallIsUnderWayUntilItsAnswerIsClosedOnce() throws CallFailed {
    Dispatches dispatches = oneAtATime(call -> answer());
    HandlerAnswer first = dispatches.send(HERE, call());
    HandlerAnswer elsewhere = dispatches.send(ELSEWHERE, call());

    assertThatExceptionOfType(TooManyCalls.class)
        .isThrownBy(() -> dispatches.send(HERE, call()))
        .satisfies(it -> assertThat(it.limit()).isEqualTo(1));

    first.close();
    first.close();
    HandlerAnswer second = dispatches.send(HERE, call());
    assertThatExceptionOfType(TooManyCalls.class)
        .as("closing twice frees one place")
        .isThrownBy(() -> dispatches.send(HERE, call()));
    second.close();
    elsewhere.close();
  }

  @Test
  void aCallThatFailsIsNotUnderWayAnyMore() throws CallFailed {
    Dispatches dispatches =
        oneAtATime(new Steps(DispatchesTest::broken, DispatchesTest::broken, it -> answer()));
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(CallFailed.class).isThrownBy(() -> dispatches.send(HERE, call()));
    }

    dispatches.send(HERE, call()).close();
  }

  private static Dispatches oneAtATime(HandlerDispatcher dispatcher) {
    return new Dispatches(dispatcher, 1, new Breakers(BreakerMode.OFF, InstantSource.system()));
  }
}
