package dev.slipjoint.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallTokensTest {
  private static final Instant END = Instant.parse("2026-11-23T12:15:00Z");
  private static final Instant BEFORE = END.minusSeconds(1);

  private final CallTokens tokens = new CallTokens(new MasterKey(MasterKey.random()));

  static Stream<Grant.ForCall> calls() {
    return Stream.of(
        call(Target.site("s1"), Optional.of(new SiteId("s1")), false, Optional.empty()),
        call(Target.team("-"), Optional.empty(), true, Optional.of(OperationId.random())),
        call(Target.team("t_1"), Optional.of(new SiteId("_")), false, Optional.empty()));
  }

  private static Grant.ForCall call(
      Target target, Optional<SiteId> site, boolean byInstallation, Optional<OperationId> op) {
    return new Grant.ForCall(
        new InstallationKey(new TeamId("-_-"), target, new Slug("-cool--1")),
        (1L << 53) - 1,
        new UserId("A_b-9"),
        site,
        byInstallation,
        "call_x",
        3,
        op);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aTokenStandsForWhatItWasMintedFor(Grant.ForCall call) {
    assertThat(tokens.open(tokens.mint(call, END), BEFORE)).contains(call);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void itCanStandInAHeaderAndInACookie(Grant.ForCall call) {
    assertThat(tokens.mint(call, END).reveal()).matches("slipc_[A-Za-z0-9._-]{80,900}");
  }

  @Test
  void itIsWorthNothingFromItsEndOn() {
    Secret token = tokens.mint(calls().findFirst().orElseThrow(), END);

    assertThat(tokens.open(token, END)).isEmpty();
  }

  @Test
  void anotherPlatformsIsWorthNothing() {
    CallTokens others = new CallTokens(new MasterKey(MasterKey.random()));

    assertThat(tokens.open(others.mint(calls().findFirst().orElseThrow(), END), BEFORE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void noEditOfOneCharacterIsWorthAnything(Grant.ForCall call) {
    String good = tokens.mint(call, END).reveal();
    // The last character of a base64 text of 32 bytes has two bits that mean nothing: still no.
    for (int i = 0; i < good.length(); i++) {
      for (String other : new String[] {"", "A", "0", ".", "-", "i", "u"}) {
        String edited = good.substring(0, i) + other + good.substring(i + 1);
        if (!edited.equals(good)) {
          assertThat(tokens.open(new Secret(edited), BEFORE)).as("edited at %d", i).isEmpty();
        }
      }
    }
  }

  @Test
  void junkIsWorthNothing() {
    for (String junk : new String[] {"", "slipc_", "slipc_.", "slipc_a.b", "x".repeat(5000)}) {
      assertThat(tokens.open(new Secret(junk), BEFORE)).isEmpty();
    }
  }
}
