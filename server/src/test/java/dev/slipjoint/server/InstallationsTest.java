package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.installation.Enabled;
import dev.slipjoint.platform.installation.Update;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.nouns.PlatformException.AlreadyEnabled;
import dev.slipjoint.platform.nouns.PlatformException.ContextTooLarge;
import dev.slipjoint.platform.nouns.PlatformException.InsufficientRole;
import dev.slipjoint.platform.nouns.PlatformException.NotEnabled;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.PlatformException.Unauthorized;
import dev.slipjoint.platform.nouns.PlatformException.WrongTokenType;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InstallationsTest {
  private static final Target WWW = Target.site("site-www");
  private static final InstallationKey COOL_ON_WWW = new InstallationKey(Acme.TEAM, WWW, Acme.COOL);

  @TempDir Path folder;
  private Rules rules;

  @BeforeEach
  void open() {
    rules = Rules.ofAcme(folder);
  }

  @AfterEach
  void close() {
    rules.close();
  }

  private Enabled enable() {
    return rules.installations.enable(
        Rules.OWNER, WWW, Acme.COOL, () -> Rules.context("{\"a\":1}"));
  }

  private static Update update(String context) {
    return new Update(Optional.of(Rules.context(context)), Optional.empty(), Optional.empty());
  }

  private Optional<Installation> stored() {
    return rules.store.read(tx -> tx.installations().find(COOL_ON_WWW));
  }

  @Nested
  class AnInstallation {

    @Test
    void beginsWithRevisionOneAndCountsEveryChange() {
      assertThat(enable().installation().revision()).isEqualTo(1);

      Installation updated =
          rules.installations.update(Rules.OWNER, WWW, Acme.COOL, () -> update("{\"a\":1}"));
      assertThat(updated.revision()).isEqualTo(2);
      Installation switched =
          rules.installations.update(
              Rules.OWNER,
              WWW,
              Acme.COOL,
              () -> new Update(Optional.empty(), Optional.of(true), Optional.empty()));
      assertThat(switched.revision()).isEqualTo(3);
      assertThat(rules.installations.read(Rules.VIEWER, WWW, Acme.COOL)).isEqualTo(switched);
    }

    @Test
    void hasAnotherGenerationEveryTime() {
      long first = enable().installation().generation();
      rules.installations.disable(Rules.OWNER, WWW, Acme.COOL);

      assertThat(enable().installation().generation())
          .isNotEqualTo(first)
          .isBetween(0L, (1L << 53) - 1);
    }

    @Test
    void givesATokenThatIsKeptAsAHashAlone() {
      Enabled enabled = enable();

      Token token =
          rules.store.read(
              tx -> tx.tokens().find(Rules.hash(enabled.token().reveal())).orElseThrow());

      assertThat(token.grant())
          .isEqualTo(
              new Grant.ForInstallation(
                  COOL_ON_WWW, enabled.installation().generation(), Acme.OWNER));
      assertThat(token.expiresAt()).isEmpty();
      assertThat(enabled.toString()).doesNotContain(enabled.token().reveal());
    }

    @Test
    void losesItsTokensWhenItIsDisabled() {
      String token = enable().token().reveal();

      rules.installations.disable(Rules.OWNER, WWW, Acme.COOL);

      assertThat(rules.knows(token)).isFalse();
      assertThat(stored()).isEmpty();
    }

    @Test
    void ofTwoOnOneSiteIsDisabledAlone() {
      String token = enable().token().reveal();
      var other = new Slug("site-only");
      String otherToken =
          rules.installations.enable(Rules.OWNER, WWW, other, () -> Context.EMPTY).token().reveal();

      rules.installations.disable(Rules.OWNER, WWW, Acme.COOL);

      assertThat(rules.knows(token)).isFalse();
      assertThat(rules.knows(otherToken)).isTrue();
    }
  }

  @Nested
  class TheJournal {

    @Test
    void tellsWhatHappenedByWhom() {
      Enabled enabled = enable();
      Caller itself = Rules.caller(enabled.token().reveal());
      rules.installations.update(itself, WWW, Acme.COOL, () -> update("{\"secret\":1}"));
      rules.installations.disable(Rules.OWNER, WWW, Acme.COOL);

      assertThat(rules.journal())
          .extracting(JournalEntry::action, JournalEntry::actor)
          .containsExactly(
              tuple("integration.disabled", "user owner"),
              tuple("context.changed", "installation cool-integration on site site-www for owner"),
              tuple("integration.enabled", "user owner"));
      long generation = enabled.installation().generation();
      assertThat(rules.journal())
          .extracting(JournalEntry::subject)
          .containsExactly(
              "cool-integration on site site-www, " + generation + ".2",
              "cool-integration on site site-www, " + generation + ".2",
              "cool-integration on site site-www, " + generation + ".1");
      assertThat(rules.journal())
          .allSatisfy(it -> assertThat(it.at()).isEqualTo(rules.clock.instant()));
    }

    @Test
    void tellsASwitchFromAContext() {
      enable();
      Update turnedOn = new Update(Optional.empty(), Optional.of(true), Optional.empty());
      rules.installations.update(Rules.OWNER, WWW, Acme.COOL, () -> turnedOn);

      assertThat(rules.journal().getFirst().action()).isEqualTo("switches.changed");
    }

    @Test
    void hasNothingOfWhatWasRefused() {
      enable();
      int before = rules.journal().size();
      Supplier<Context> empty = () -> Context.EMPTY;
      Supplier<Context> large = () -> Rules.context("{\"a\":\"" + "x".repeat(1000) + "\"}");
      var site = Target.site("site-docs");

      assertThatThrownBy(() -> rules.installations.enable(Rules.OWNER, WWW, Acme.COOL, empty))
          .isInstanceOf(AlreadyEnabled.class);
      assertThatThrownBy(() -> rules.installations.enable(Rules.VIEWER, WWW, Acme.COOL, empty))
          .isInstanceOf(InsufficientRole.class);
      assertThatThrownBy(() -> rules.installations.enable(Rules.STRANGER, WWW, Acme.COOL, empty))
          .isInstanceOf(TargetNotFound.class);
      assertThatThrownBy(() -> rules.installations.enable(Rules.OWNER, site, Acme.COOL, large))
          .isInstanceOf(ContextTooLarge.class);
      assertThatThrownBy(() -> rules.installations.disable(Rules.OWNER, site, Acme.COOL))
          .isInstanceOf(NotEnabled.class);
      assertThatThrownBy(
              () ->
                  rules.installations.update(
                      Rules.OWNER,
                      WWW,
                      Acme.COOL,
                      () ->
                          new Update(
                              Optional.of(large.get()), Optional.of(true), Optional.empty())))
          .isInstanceOf(ContextTooLarge.class);

      assertThat(rules.journal()).hasSize(before);
      assertThat(stored().orElseThrow().revision()).isEqualTo(1);
    }
  }

  @Nested
  class WhatIsSent {

    static Stream<Arguments> refused() {
      return Stream.of(
          Arguments.of(Rules.VIEWER, WWW, InsufficientRole.class),
          Arguments.of(Rules.STRANGER, WWW, TargetNotFound.class),
          Arguments.of(Rules.OWNER, Target.site("no-such-site"), TargetNotFound.class),
          Arguments.of(Rules.caller("token-of-nobody-0123456789"), WWW, Unauthorized.class),
          Arguments.of(Rules.OPERATOR, WWW, Unauthorized.class));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isNotAskedForIfTheCallerMayNotSendIt(
        Caller caller, Target target, Class<? extends PlatformException> refusal) {
      enable();

      assertThatThrownBy(
              () ->
                  rules.installations.enable(caller, target, Acme.COOL, WhatIsSent::unaskedContext))
          .isInstanceOf(refusal);
      assertThatThrownBy(
              () ->
                  rules.installations.update(caller, target, Acme.COOL, WhatIsSent::unaskedUpdate))
          .isInstanceOf(refusal);
    }

    @Test
    void isNotAskedForIfThereIsNothingToChange() {
      assertThatThrownBy(
              () ->
                  rules.installations.update(
                      Rules.OWNER, WWW, Acme.COOL, WhatIsSent::unaskedUpdate))
          .isInstanceOf(NotEnabled.class);
    }

    @Test
    void isNotAskedForFromAnInstallationThatEnables() {
      Caller itself = Rules.caller(enable().token().reveal());

      assertThatThrownBy(
              () -> rules.installations.enable(itself, WWW, Acme.COOL, WhatIsSent::unaskedContext))
          .isInstanceOf(WrongTokenType.class);
    }

    /** The caller is judged again in the transaction that writes. */
    @Test
    void doesNotHelpWhoLosesTheRightMeanwhile() {
      assertThatThrownBy(
              () ->
                  rules.installations.enable(
                      Rules.OWNER,
                      WWW,
                      Acme.COOL,
                      () -> {
                        moveSiteAway();
                        return Context.EMPTY;
                      }))
          .isInstanceOf(TargetNotFound.class);
      assertThat(stored()).isEmpty();
    }

    private void moveSiteAway() {
      boolean done =
          rules.store.write(
              tx -> {
                tx.teams().put(Acme.site("site-www", Acme.OTHER));
                return tx.teams().findSite(new SiteId("site-www")).isPresent();
              });
      assertThat(done).isTrue();
    }

    private static Context unaskedContext() {
      throw new AssertionError("It was asked for");
    }

    private static Update unaskedUpdate() {
      throw new AssertionError("It was asked for");
    }
  }

  @Nested
  class AtTheSameTime {

    @Test
    void manyEnableAndExactlyOneDoes() throws Exception {
      List<Object> outcomes =
          together(
              IntStream.range(0, 32)
                  .mapToObj(
                      i ->
                          attempt(
                              () ->
                                  rules.installations.enable(
                                      Rules.OWNER,
                                      WWW,
                                      Acme.COOL,
                                      () -> Rules.context("{\"by\":" + i + "}"))))
                  .toList());

      assertThat(outcomes).filteredOn(it -> it instanceof Enabled).hasSize(1);
      assertThat(outcomes).filteredOn(it -> it instanceof AlreadyEnabled).hasSize(31);
      Enabled winner =
          (Enabled) outcomes.stream().filter(it -> it instanceof Enabled).findFirst().orElseThrow();
      assertThat(stored()).contains(winner.installation());
      assertThat(rules.journal()).hasSize(1);
    }

    @Test
    void enablingAndDisablingLeaveNoTokenWithoutAnInstallation() throws Exception {
      List<String> tokens = new ArrayList<>();
      for (int round = 0; round < 15; round++) {
        List<Callable<Object>> attempts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          attempts.add(attempt(InstallationsTest.this::enable));
          attempts.add(
              attempt(
                  () -> {
                    rules.installations.disable(Rules.OWNER, WWW, Acme.COOL);
                    return "disabled";
                  }));
        }
        for (Object outcome : together(attempts)) {
          if (outcome instanceof Enabled enabled) {
            tokens.add(enabled.token().reveal());
          } else if (!outcome.equals("disabled")) {
            assertThat(outcome).isInstanceOfAny(AlreadyEnabled.class, NotEnabled.class);
          }
        }
        List<String> alive = tokens.stream().filter(rules::knows).toList();
        assertThat(alive).hasSize(stored().isPresent() ? 1 : 0);
        for (String token : alive) {
          assertThat(rules.installations.read(Rules.caller(token), WWW, Acme.COOL))
              .isEqualTo(stored().orElseThrow());
        }
      }
      assertThat(tokens).isNotEmpty();
    }

    @Test
    void noUpdateIsLostFromTheCount() throws Exception {
      enable();

      List<Object> outcomes =
          together(
              IntStream.range(0, 32)
                  .mapToObj(
                      i ->
                          attempt(
                              () ->
                                  rules.installations.update(
                                      Rules.OWNER,
                                      WWW,
                                      Acme.COOL,
                                      () -> update("{\"by\":" + i + "}"))))
                  .toList());

      assertThat(outcomes)
          .extracting(it -> ((Installation) it).revision())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(2, 33).mapToObj(it -> (long) it).toList());
      assertThat(stored().orElseThrow().revision()).isEqualTo(33);
      assertThat(rules.journal()).hasSize(33);
    }

    private static Callable<Object> attempt(Callable<?> work) {
      return () -> {
        try {
          return work.call();
        } catch (PlatformException e) {
          return e;
        }
      };
    }

    /** All at once, each in a virtual thread of its own. */
    private static List<Object> together(List<Callable<Object>> attempts) throws Exception {
      CyclicBarrier start = new CyclicBarrier(attempts.size());
      List<Object> outcomes = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Object>> futures = new ArrayList<>();
        for (Callable<Object> attempt : attempts) {
          futures.add(
              threads.submit(
                  () -> {
                    start.await();
                    return attempt.call();
                  }));
        }
        for (Future<Object> future : futures) {
          outcomes.add(future.get());
        }
      }
      return outcomes;
    }
  }
}
