package dev.slipjoint.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A certificate for one name and 127.0.0.3, shown at 127.0.0.1. */
@Timeout(20)
class OutboundTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir static Path folder;
  private static String named;
  private static SSLContext tls;
  private static Caller caller;

  @BeforeAll
  static void makeACertificate() throws Exception {
    named = TestNames.of("127.0.0.1");
    Path store = folder.resolve("keys.p12");
    String options =
        "-genkeypair -alias peer -keyalg EC -dname CN=peer -storetype PKCS12 -storepass changeit -ext san=dns:%s,ip:127.0.0.3 -keystore %s"
            .formatted(named, store);
    List<String> command = new CopyOnWriteArrayList<>(List.of(options.split(" ")));
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    caller = new Caller("127.0.0.0/8", tls);
  }

  @AfterAll
  static void close() {
    caller.close();
  }

  private static ScriptedPeer peer(String address, ScriptedPeer.Script script) throws Exception {
    ServerSocket listener =
        tls.getServerSocketFactory()
            .createServerSocket(0, 50, AddressText.parse(address).orElseThrow());
    return new ScriptedPeer(listener, script);
  }

  private static void answer(ScriptedPeer.Talk talk) throws Exception {
    while (!talk.head().isEmpty()) {
      talk.say(OK);
    }
  }

  private static OutboundRequest get(String host, ScriptedPeer peer) {
    return Caller.get(URI.create("https://%s:%d/".formatted(host, peer.port())));
  }

  private static void assertTlsFails(String host, ScriptedPeer peer) {
    assertTlsFails(caller, host, peer);
  }

  private static void assertTlsFails(Caller who, String host, ScriptedPeer peer) {
    OutboundFailed failed = who.failure(get(host, peer));
    assertThat(failed.reason()).as(failed.toString()).isEqualTo(Reason.TLS_FAILED);
    assertThat(failed.nothingSent()).isTrue();
    assertThat(peer.heads()).isEmpty();
  }

  @Test
  void theNameIsVerifiedAndToldThoughTheAddressIsDialled() throws Exception {
    List<String> names = new CopyOnWriteArrayList<>();
    try (ScriptedPeer peer =
        peer(
            "127.0.0.1",
            talk -> {
              talk.head();
              ExtendedSSLSession session =
                  (ExtendedSSLSession) ((SSLSocket) talk.socket()).getSession();
              session.getRequestedServerNames().forEach(it -> names.add(it.toString()));
              talk.say(OK);
              answer(talk);
            })) {
      assertThat(caller.text(get(named, peer))).isEqualTo("200 ok");
      assertThat(caller.text(get(named, peer))).isEqualTo("200 ok");
      assertThat(peer.connections()).isOne();
      assertThat(names).hasSize(1).first().asString().contains(named);
    }
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() throws Exception {
    try (ScriptedPeer peer = peer("127.0.0.1", OutboundTlsTest::answer)) {
      assertTlsFails(TestNames.of("127.0.0.1"), peer);
      assertTlsFails("127.0.0.1", peer);
    }
  }

  @Test
  void aCertificateMayBeOfAnAddress() throws Exception {
    try (ScriptedPeer peer = peer("127.0.0.3", OutboundTlsTest::answer)) {
      assertThat(caller.text(get("127.0.0.3", peer))).isEqualTo("200 ok");
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    try (ScriptedPeer peer = peer("127.0.0.1", OutboundTlsTest::answer);
        Caller usual = new Caller("127.0.0.1")) {
      assertTlsFails(usual, named, peer);
    }
  }

  @Test
  void aPeerWithoutTlsIsRefused() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), talk -> talk.say(OK))) {
      assertTlsFails(named, peer);
    }
  }

  @Test
  void aHandshakeThatNeverEndsTimesOut() throws Exception {
    try (ScriptedPeer silent = new ScriptedPeer(talk -> talk.wait(9000));
        ScriptedPeer slow = new ScriptedPeer(talk -> talk.dribble("\u0016\3\3\40\0".repeat(50)))) {
      for (ScriptedPeer peer : List.of(silent, slow)) {
        OutboundFailed failed = caller.failure(Caller.hasty(get(named, peer).url()));
        assertThat(failed.reason()).isEqualTo(Reason.CONNECT_TIMED_OUT);
        assertThat(failed.nothingSent()).isTrue();
      }
    }
  }
}
