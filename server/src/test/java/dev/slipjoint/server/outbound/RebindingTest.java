package dev.slipjoint.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that lead somewhere else when they are called than when they were looked at. */
@Timeout(20)
class RebindingTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String PUBLIC = "93.184.215.14";
  private static final String ALLOWED = "127.0.0.2";
  private static final String INTERNAL = "127.0.0.1";

  private ScriptedPeer internal;
  private ScriptedPeer allowed;
  private Caller caller;

  @BeforeEach
  void open() throws Exception {
    internal = ScriptedPeer.answering(OK);
    ServerSocket listener =
        new ServerSocket(internal.port(), 50, AddressText.parse(ALLOWED).orElseThrow());
    allowed =
        new ScriptedPeer(
            listener,
            talk -> {
              while (!talk.head().isEmpty()) {
                talk.say(OK);
              }
            });
    caller = new Caller(ALLOWED);
  }

  @AfterEach
  void close() throws IOException {
    caller.close();
    allowed.close();
    internal.close();
  }

  private OutboundRequest to(String name) {
    return Caller.get(URI.create("http://%s:%d/".formatted(name, internal.port())));
  }

  private void assertRefused(String name) {
    OutboundFailed failed = caller.failure(to(name));
    assertThat(failed.reason()).isEqualTo(Reason.TARGET_NOT_ALLOWED);
    assertThat(failed.nothingSent()).isTrue();
    assertThat(TestNames.lookUps(name)).isOne();
    assertThat(internal.connections() + allowed.connections()).isZero();
  }

  @Test
  void aNameIsNotLookedUpWhenItIsRegisteredAndRefusedWhenItIsInternalAtTheCall() {
    String name = TestNames.of(INTERNAL);
    Destinations destinations =
        new Destinations(PrivateAddresses.none(), Set.of(443), port -> port == 8484);
    assertThat(destinations.objection("https://" + name + "/")).isEmpty();
    assertThat(TestNames.lookUps(name)).isZero();

    assertRefused(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {INTERNAL, "10.0.0.1", "169.254.169.254", "0.0.0.0", "::1", "fd00::1", "fe80::1"})
  void oneInternalAddressAmongOthersRefusesTheCall(String address) {
    assertRefused(TestNames.of(ALLOWED, address));
    assertRefused(TestNames.of(address, ALLOWED));
    assertRefused(TestNames.of(ALLOWED, ALLOWED, ALLOWED, ALLOWED, ALLOWED, address));
  }

  /** Java's own memory of names would hide the second look-up, if there were one. */
  @Test
  void aNameThatFlipsBetweenCheckAndConnectionLeadsToWhatWasChecked() throws IOException {
    String name = TestNames.answering(count -> List.of(count == 1 ? ALLOWED : INTERNAL));

    assertThat(caller.text(to(name))).isEqualTo("200 ok");

    assertThat(TestNames.lookUps(name)).isOne();
    assertThat(allowed.connections()).isOne();
    assertThat(internal.connections()).isZero();
    assertThat(allowed.heads().getFirst()).contains("\r\nHost: " + name + ":" + internal.port());
  }

  @Test
  void theConnectionIsKeptForTheNameAndNotForOthersAtTheSameAddress() throws IOException {
    String one = TestNames.of(ALLOWED);
    String other = TestNames.of(ALLOWED);
    caller.text(to(one));
    caller.text(to(other));
    caller.text(to(one));
    assertThat(allowed.connections()).isEqualTo(2);
  }

  @Test
  void theNextAddressIsTriedIfNobodyListensAtTheFirst() throws Exception {
    try (Caller both = new Caller("127.0.0.0/8")) {
      String name = TestNames.of("127.0.0.7", "127.0.0.8", ALLOWED);
      assertThat(both.text(to(name))).isEqualTo("200 ok");
      assertThat(TestNames.lookUps(name)).isOne();
    }
  }

  @Test
  void onlyTheFirstFewAddressesAreTried() throws Exception {
    try (Caller both = new Caller("127.0.0.0/8")) {
      String name = TestNames.of("127.0.0.5", "127.0.0.6", "127.0.0.7", "127.0.0.8", ALLOWED);
      assertThat(both.failure(to(name)).reason()).isEqualTo(Reason.CONNECT_FAILED);
      assertThat(allowed.connections()).isZero();
    }
  }

  @Test
  void aLookUpThatNeverEndsDoesNotHoldTheCaller() {
    CountDownLatch end = new CountDownLatch(1);
    String name =
        TestNames.answering(
            count -> {
              try {
                assertThat(end.await(5, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of(PUBLIC);
            });
    long start = System.nanoTime();
    OutboundFailed failed = caller.failure(Caller.hasty(to(name).url()));
    assertThat(failed.reason()).isEqualTo(Reason.CONNECT_TIMED_OUT);
    assertThat(failed.nothingSent()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    end.countDown();
  }

  @Test
  void aNameWithoutAddressesIsNotFound() {
    OutboundFailed failed = caller.failure(to(TestNames.answering(count -> List.of())));
    assertThat(failed.reason()).isEqualTo(Reason.NAME_NOT_FOUND);
    assertThat(failed.nothingSent()).isTrue();
  }

  @Test
  void theServersOwnPortIsNeverCalledByWhateverName() throws Exception {
    Destinations self =
        new Destinations(
            PrivateAddresses.parse("127.0.0.0/8"), Set.of(), port -> port == internal.port());
    try (Outbound outbound = new Outbound(self)) {
      for (String host : List.of(TestNames.of(INTERNAL), TestNames.of(ALLOWED), INTERNAL)) {
        assertThat(
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        OutboundFailed.class, () -> outbound.send(to(host)))
                    .reason())
            .isEqualTo(Reason.TARGET_NOT_ALLOWED);
      }
    }
    InetAddress loopback = InetAddress.getLoopbackAddress();
    assertThat(self.allows(loopback, internal.port())).isFalse();
    assertThat(self.allows(loopback, internal.port() + 1)).isTrue();
    assertThat(internal.connections() + allowed.connections()).isZero();
  }
}
