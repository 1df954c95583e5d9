package dev.slipjoint.platform.dispatch;

import dev.slipjoint.platform.nouns.PlatformException.IntegrationSuspended;
import dev.slipjoint.protocol.ReasonText;
import dev.slipjoint.protocol.Slug;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A circuit breaker for each integration, so that one that is down isn't asked by everybody all the
 * time. They live in this process and know of its calls alone; of very many integrations, those
 * that weren't called for longest are forgotten.
 */
public final class Breakers {
  private static final System.Logger LOG = System.getLogger(Breakers.class.getName());
  private static final int MOST = 10_000;

  private final BreakerMode mode;
  private final BreakerFigures figures;
  private final InstantSource clock;
  private final Instant begun;
  private final Map<Slug, Breaker> breakers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Slug, Breaker> eldest) {
          return size() > MOST;
        }
      };

  /** Breakers with the usual figures. */
  public Breakers(BreakerMode mode, InstantSource clock) {
    this(mode, BreakerFigures.USUAL, clock);
  }

  /** Breakers with figures of one's own. */
  public Breakers(BreakerMode mode, BreakerFigures figures, InstantSource clock) {
    this.mode = mode;
    this.figures = figures;
    this.clock = clock;
    this.begun = clock.instant();
  }

  /**
   * Lets a call pass, which is to be told how it went.
   *
   * @throws IntegrationSuspended if the integration isn't to be called now
   */
  Passed pass(HandlerCall call) {
    Slug slug = call.statement().integration();
    Breaker breaker = of(slug);
    Breaker.Admission admission = breaker.admit(clock.instant());
    if (mode != BreakerMode.OFF) {
      admission.turned().ifPresent(it -> log(slug, breaker, it));
    }
    if (mode == BreakerMode.ON && admission.isRefused()) {
      throw new IntegrationSuspended(slug, seconds(admission.pause()));
    }
    return new Passed(call, breaker, admission);
  }

  private static int seconds(Duration pause) {
    return Math.toIntExact(pause.plusMillis(999).toSeconds());
  }

  /** A call that is under way. */
  final class Passed {
    private final HandlerCall call;
    private final Breaker breaker;
    private final Breaker.Admission admission;

    private Passed(HandlerCall call, Breaker breaker, Breaker.Admission admission) {
      this.call = call;
      this.breaker = breaker;
      this.admission = admission;
    }

    void succeeded() {
      count(false);
    }

    void failed(String why) {
      String handler = call.statement().handler();
      String line = ReasonText.of(why).orElse("");
      breaker.keep(new FailedCall(clock.instant(), handler, call.statement().callId(), line));
      count(true);
    }

    private void count(boolean failed) {
      if (mode != BreakerMode.OFF) {
        breaker
            .count(failed, admission, clock.instant())
            .ifPresent(it -> log(call.statement().integration(), breaker, it));
      }
    }
  }

  private void log(Slug slug, Breaker breaker, BreakerState turned) {
    String would = mode == BreakerMode.DRY_RUN ? "would have been " : "were ";
    switch (turned) {
      case OPEN ->
          LOG.log(
              Level.WARNING,
              "{0} fails too often: for {1} seconds its calls {2}refused",
              slug,
              figures.open().toSeconds(),
              mode == BreakerMode.DRY_RUN ? "would be " : "are ");
      case HALF_OPEN ->
          LOG.log(
              Level.INFO,
              "{0} is tried again; {1} calls {2}refused",
              slug,
              breaker.refused(),
              would);
      case CLOSED -> LOG.log(Level.INFO, "{0} answers again", slug);
    }
  }

  /** How the integration's calls went of late. */
  public BreakerHealth health(Slug slug) {
    return known(slug).orElseGet(() -> new Breaker(figures, begun)).health(mode, clock.instant());
  }

  /** Closes an integration's breaker, whatever it counted. */
  public void reset(Slug slug) {
    known(slug).ifPresent(it -> it.reset(clock.instant()));
  }

  /** How far each integration's breaker is, of those that were called. */
  public Map<Slug, BreakerState> states() {
    Map<Slug, Breaker> known;
    synchronized (breakers) {
      known = Map.copyOf(breakers);
    }
    Instant now = clock.instant();
    Map<Slug, BreakerState> states = new HashMap<>();
    known.forEach((slug, breaker) -> states.put(slug, breaker.health(mode, now).state()));
    return states;
  }

  private Optional<Breaker> known(Slug slug) {
    synchronized (breakers) {
      return Optional.ofNullable(breakers.get(slug));
    }
  }

  private Breaker of(Slug slug) {
    synchronized (breakers) {
      return breakers.computeIfAbsent(slug, it -> new Breaker(figures, begun));
    }
  }
}
