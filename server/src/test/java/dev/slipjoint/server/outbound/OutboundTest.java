package dev.slipjoint.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class OutboundTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private Caller caller;

  @BeforeEach
  void open() throws Exception {
    caller = new Caller();
  }

  @AfterEach
  void close() {
    caller.close();
  }

  private static OutboundRequest post(ScriptedPeer peer, OutboundBody body) {
    return OutboundRequest.of("POST", peer.url("/"), Caller.PATIENT).with(body);
  }

  private OutboundFailed failureAfterHead(ScriptedPeer.Script script) throws IOException {
    return failureAfterHead(Caller.PATIENT, script);
  }

  private OutboundFailed failureAfterHead(OutboundBounds bounds, ScriptedPeer.Script script)
      throws IOException {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            talk -> {
              talk.head();
              script.play(talk);
            })) {
      return caller.failure(OutboundRequest.of("GET", peer.url("/"), bounds));
    }
  }

  private static void assertSent(OutboundFailed failed, Reason reason) {
    assertThat(failed.reason()).as(failed.toString()).isEqualTo(reason);
    assertThat(failed.nothingSent()).isFalse();
  }

  private static void assertUnsent(OutboundFailed failed, Reason reason) {
    assertThat(failed.reason()).as(failed.toString()).isEqualTo(reason);
    assertThat(failed.nothingSent()).isTrue();
  }

  @Nested
  class Requests {

    @Test
    void haveNoHeaderThatNobodyAskedFor() throws IOException {
      try (ScriptedPeer peer = ScriptedPeer.answering(OK)) {
        URI url = URI.create("http://127.0.0.1:" + peer.port() + "/a%20b?c=%2F");

        assertThat(caller.text(Caller.get(url).with("x-one", "1").with("x-one", "2")))
            .isEqualTo("200 ok");

        assertThat(peer.heads())
            .containsExactly(
                "GET /a%%20b?c=%%2F HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nx-one: 1\r\nx-one: 2\r\nUser-Agent: Slipjoint\r\n\r\n"
                    .formatted(peer.port()));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil/path", "/", "/?", "/a//b"})
    void keepTheirPathAsItIsWritten(String path) throws IOException {
      try (ScriptedPeer peer = ScriptedPeer.answering(OK)) {
        caller.text(Caller.get(peer.url(path)));

        assertThat(peer.heads().getFirst()).startsWith("GET " + path + " HTTP/1.1\r\n");
      }
    }

    @Test
    void carryABodyOfKnownLengthAndOneInChunks() throws Exception {
      BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
      try (ScriptedPeer peer =
          new ScriptedPeer(
              talk -> {
                bodies.add(talk.head().contains("chunked") ? talk.read(17) : talk.read(5));
                talk.say(OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
              })) {
        byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
        assertThat(caller.text(post(peer, OutboundBody.of(hello)))).isEqualTo("200 ok");
        assertThat(bodies.poll(1, TimeUnit.SECONDS)).isEqualTo("hello");

        InputStream stream = new ByteArrayInputStream("hello!!".getBytes(StandardCharsets.UTF_8));
        assertThat(caller.text(post(peer, OutboundBody.of(stream)))).isEqualTo("200 ok");
        assertThat(bodies.poll(1, TimeUnit.SECONDS)).isEqualTo("7\r\nhello!!\r\n0\r\n\r\n");
      }
    }

    @Test
    void withoutABodySayThatItIsEmptyWhereOneIsExpected() throws IOException {
      try (ScriptedPeer peer = ScriptedPeer.answering(OK)) {
        caller.text(OutboundRequest.of("PUT", peer.url("/"), Caller.PATIENT));

        assertThat(peer.heads().getFirst()).contains("\r\nContent-Length: 0\r\n");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Expect", "Upgrade", "a b", "", "x:"})
    void cannotHaveAHeaderOfTheConnection(String name) {
      OutboundRequest request = Caller.get(URI.create("http://127.0.0.1/"));
      assertThatThrownBy(() -> request.with(name, "1"))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\rb", "a\0b", "\u010a", "a\u2028"})
    void cannotHaveTwoHeadersInOne(String value) {
      OutboundRequest request = Caller.get(URI.create("http://127.0.0.1/"));
      assertThatThrownBy(() -> request.with("x", value))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class BodiesOfRequests {

    @Test
    void areSentUpToTheirBoundAndNotFurther() throws IOException {
      try (ScriptedPeer peer =
          new ScriptedPeer(
              talk -> {
                talk.head();
                talk.read(Caller.BODY);
                talk.say(OK);
                talk.head();
              })) {
        assertThat(caller.text(post(peer, OutboundBody.of(new byte[Caller.BODY]))))
            .isEqualTo("200 ok");
        assertUnsent(
            caller.failure(post(peer, OutboundBody.of(new byte[Caller.BODY + 1]))),
            Reason.REQUEST_TOO_LARGE);
        assertThat(peer.heads()).hasSize(1);
      }
    }

    /** Whoever is sent half a body in chunks would take it for a whole one, if it were ended. */
    @Test
    void areNeverEndedProperlyWhenTheyAreOnlyHalf() throws Exception {
      BlockingQueue<String> got = new LinkedBlockingQueue<>();
      try (ScriptedPeer peer =
          new ScriptedPeer(
              talk -> {
                talk.head();
                StringBuilder all = new StringBuilder();
                try {
                  for (String next = talk.read(1); !next.isEmpty(); next = talk.read(1)) {
                    all.append(next);
                  }
                } catch (IOException e) {
                  // It was reset.
                }
                got.add(all.toString());
              })) {
        InputStream large = new ByteArrayInputStream(new byte[Caller.BODY + 1]);
        assertSent(caller.failure(post(peer, OutboundBody.of(large))), Reason.REQUEST_TOO_LARGE);
        assertThat(got.poll(2, TimeUnit.SECONDS)).doesNotEndWith("0\r\n\r\n");

        assertSent(
            caller.failure(post(peer, OutboundBody.of(brokenAfter(20_000)))),
            Reason.REQUEST_BROKEN);
        assertThat(got.poll(2, TimeUnit.SECONDS)).doesNotEndWith("0\r\n\r\n");

        InputStream tooShort = new ByteArrayInputStream(new byte[10]);
        assertSent(
            caller.failure(post(peer, OutboundBody.of(tooShort, 20))), Reason.REQUEST_BROKEN);
      }
    }

    private static InputStream brokenAfter(int count) {
      InputStream broken =
          new InputStream() {
            @Override
            public int read() throws IOException {
              throw new IOException("broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
              throw new IOException("broken");
            }
          };
      return new SequenceInputStream(new ByteArrayInputStream(new byte[count]), broken);
    }

    @Test
    void areGivenUpIfNobodyReadsThem() throws IOException {
      OutboundBounds large =
          new OutboundBounds(
              Caller.SHORT.connect(), Caller.SHORT.firstByte(), Caller.SHORT.total(), 64 << 20);
      try (ScriptedPeer peer = new ScriptedPeer(talk -> talk.wait(9000))) {
        OutboundRequest request =
            OutboundRequest.of("POST", peer.url("/"), large)
                .with(OutboundBody.of(new byte[32 << 20]));

        assertSent(caller.failure(request), Reason.FIRST_BYTE_TIMED_OUT);
      }
    }
  }

  @Nested
  class Answers {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void thatRedirectAreGivenBackAndNotFollowed(int status) throws IOException {
      try (ScriptedPeer trap = ScriptedPeer.answering(OK);
          ScriptedPeer peer =
              ScriptedPeer.answering(
                  "HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                      .formatted(status, trap.url("/")))) {
        try (OutboundAnswer answer = caller.send(Caller.get(peer.url("/")))) {
          assertThat(answer.status()).isEqualTo(status);
          assertThat(answer.header("location")).contains(trap.url("/").toString());
        }
        assertThat(trap.connections()).isZero();
      }
    }

    @Test
    void leaveNoCookieBehind() throws IOException {
      try (ScriptedPeer peer =
          ScriptedPeer.answering(
              "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")) {
        caller.text(Caller.get(peer.url("/")));
        caller.text(Caller.get(peer.url("/")));
        assertThat(peer.heads()).hasSize(2).noneMatch(it -> it.contains("ookie"));
      }
    }

    @Test
    void thatAskForAPasswordAreGivenBack() throws IOException {
      try (ScriptedPeer peer =
          ScriptedPeer.answering(
              "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n")) {
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("401 ");
        assertThat(peer.heads()).hasSize(1);
      }
    }

    @Test
    void thatArePackedAreGivenBackPacked() throws IOException {
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
        gzip.write(new byte[8 << 20]);
      }
      String packed = bomb.toString(StandardCharsets.ISO_8859_1);
      try (ScriptedPeer peer =
          ScriptedPeer.answering(
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(packed.length(), packed))) {
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 " + packed);
      }
    }

    @Test
    void areReadPastThoseThatAreNone() throws IOException {
      try (ScriptedPeer peer =
          ScriptedPeer.answering("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + OK)) {
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
      }
    }

    @Test
    void areCutAtTheirBound() throws IOException {
      String fits = "x".repeat(Caller.BODY);
      String head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
      try (ScriptedPeer peer =
          new ScriptedPeer(
              talk -> talk.say(head + fits + (talk.head().contains("/more") ? "x" : "")))) {
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 " + fits);
        assertSent(caller.failure(Caller.get(peer.url("/more"))), Reason.ANSWER_TOO_LARGE);
      }
    }

    @Test
    void ofAGigabyteAreNotEvenBegun() throws IOException {
      assertSent(
          failureAfterHead(
              talk -> {
                talk.say("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
                talk.sayForEver("x");
              }),
          Reason.ANSWER_TOO_LARGE);
    }

    @Test
    void withoutEndAreCut() throws IOException {
      assertSent(
          failureAfterHead(
              talk -> {
                talk.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                talk.sayForEver("1\r\nx\r\n");
              }),
          Reason.ANSWER_TOO_LARGE);
    }

    @Test
    void withTooManyOrTooLargeHeadersAreCut() throws IOException {
      for (String endless : List.of("x: y\r\n", "x", "x: " + "y".repeat(1000) + "\r\n")) {
        assertSent(
            failureAfterHead(
                talk -> {
                  talk.say("HTTP/1.1 200 OK\r\n");
                  talk.sayForEver(endless);
                }),
            Reason.ANSWER_TOO_LARGE);
      }
    }

    @Test
    void withAsManyHeadersAsAreTakenAreTaken() throws IOException {
      String headers = "x: y\r\n".repeat(AnswerHeads.MOST_HEADERS - 1);
      String large = "x: " + "y".repeat(30_000) + "\r\n";
      for (String some : List.of(headers, large)) {
        try (ScriptedPeer peer =
            ScriptedPeer.answering("HTTP/1.1 200 OK\r\n" + some + "Content-Length: 0\r\n\r\n")) {
          assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ");
        }
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "a web page                          | <html>no</html>",
          "an upgrade                          | HTTP/1.1 101 Switching Protocols~Upgrade: x~~",
          "HTTP/2                              | HTTP/2.0 200 OK~~",
          "a header without a colon            | HTTP/1.1 200 OK~nothing~~",
          "a header with a blank in its name   | HTTP/1.1 200 OK~a b: c~~",
          "two lengths                         | HTTP/1.1 200 OK~Content-Length: 1~Content-Length:"
              + " 2~~x",
          "a negative length                   | HTTP/1.1 200 OK~Content-Length: -1~~x",
          "an unknown coding                   | HTTP/1.1 200 OK~Transfer-Encoding: gzip~~x",
          "a chunk without a size              | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~"
        })
    void thatAreNotHttpAreRefused(String what, String bytes) throws IOException {
      String said = bytes.replace("~", "\r\n").replace("^", "\r");
      OutboundFailed failed =
          failureAfterHead(
              talk -> {
                talk.say(said + (said.startsWith("<") ? "\r\n" : ""));
                talk.wait(1000);
              });
      assertSent(failed, Reason.NOT_HTTP);
    }

    @Test
    void cannotBringTwoHeadersInOne() throws IOException {
      try (ScriptedPeer peer =
          ScriptedPeer.answering(
              "HTTP/1.1 200 OK\r\na: b\rset-cookie: c\r\nContent-Length: 0\r\n\r\n")) {
        try (OutboundAnswer answer = caller.send(Caller.get(peer.url("/")))) {
          assertThat(answer.header("a")).contains("b set-cookie: c");
          assertThat(answer.headers()).hasSize(2);
        }
      }
    }

    @Test
    void thatAreNoneForEverAreRefused() throws IOException {
      assertSent(
          failureAfterHead(talk -> talk.sayForEver("HTTP/1.1 102 Wait\r\n\r\n")), Reason.NOT_HTTP);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "HTTP/1.1 200 OK",
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
        })
    void thatBreakOffAreNoAnswers(String said) throws IOException {
      assertSent(failureAfterHead(talk -> talk.say(said)), Reason.CONNECTION_BROKEN);
    }
  }

  @Nested
  class Deadlines {

    @Test
    void holdForALookUpOrConnectionThatNeverEnds() throws Exception {
      List<Socket> fillers = new ArrayList<>();
      try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        for (int i = 0; i < 4; i++) {
          Socket filler = new Socket();
          fillers.add(filler);
          Thread.ofVirtual().start(() -> connect(filler, deaf));
        }
        Thread.sleep(100);
        URI url = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");

        assertUnsent(caller.failure(Caller.hasty(url)), Reason.CONNECT_TIMED_OUT);
      } finally {
        for (Socket filler : fillers) {
          filler.close();
        }
      }
    }

    private static void connect(Socket socket, ServerSocket to) {
      try {
        socket.connect(to.getLocalSocketAddress());
      } catch (IOException e) {
        // The queue is full, which is what it is for.
      }
    }

    @Test
    void holdForOneWhoNeverAnswers() throws IOException {
      assertSent(
          failureAfterHead(Caller.SHORT, talk -> talk.wait(9000)), Reason.FIRST_BYTE_TIMED_OUT);
    }

    @Test
    void holdForAHeadThatComesByteByByte() throws IOException {
      assertSent(
          failureAfterHead(
              Caller.SHORT, talk -> talk.dribble("HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(50))),
          Reason.FIRST_BYTE_TIMED_OUT);
    }

    @Test
    void holdForABodyThatComesByteByByte() throws IOException {
      assertSent(
          failureAfterHead(
              Caller.SHORT,
              talk -> {
                talk.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                talk.dribble("x".repeat(1000));
              }),
          Reason.TOTAL_TIMED_OUT);
    }

    @Test
    void holdForAChunkExtensionWithoutEnd() throws IOException {
      OutboundFailed failed =
          failureAfterHead(
              Caller.SHORT,
              talk -> {
                talk.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;");
                talk.sayForEver("x");
              });
      assertSent(failed, Reason.ANSWER_TOO_LARGE);
    }

    @Test
    void holdForABodyThatStopsInTheMiddle() throws IOException {
      assertSent(
          failureAfterHead(
              Caller.SHORT,
              talk -> {
                talk.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nxx");
                talk.wait(9000);
              }),
          Reason.TOTAL_TIMED_OUT);
    }

    @Test
    void endWhenTheCallerIsInterrupted() throws Exception {
      try (ScriptedPeer peer =
          new ScriptedPeer(
              talk -> {
                talk.head();
                talk.wait(9000);
              })) {
        BlockingQueue<Reason> reasons = new LinkedBlockingQueue<>();
        Thread thread =
            Thread.ofVirtual()
                .start(() -> reasons.add(caller.failure(Caller.get(peer.url("/"))).reason()));
        while (peer.heads().isEmpty()) {
          Thread.sleep(5);
        }
        thread.interrupt();
        assertThat(reasons.poll(1, TimeUnit.SECONDS)).isEqualTo(Reason.CANCELLED);
      }
    }
  }

  @Nested
  class ConnectionsThatWereKept {

    @Test
    void areUsedAgain() throws IOException {
      try (ScriptedPeer peer = ScriptedPeer.answering(OK)) {
        for (int i = 0; i < 20; i++) {
          assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
        }
        assertThat(peer.connections()).isOne();
      }
    }

    @Test
    void areNotUsedAgainIfTheAnswerWasNotRead() throws IOException {
      try (ScriptedPeer peer = ScriptedPeer.answering(OK)) {
        caller.send(Caller.get(peer.url("/"))).close();
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
        assertThat(peer.connections()).isEqualTo(2);
      }
    }

    @Test
    void andClosedMeanwhileAreReplaced() throws Exception {
      try (ScriptedPeer peer =
          new ScriptedPeer(
              talk -> {
                talk.head();
                talk.say(OK);
              })) {
        for (int i = 0; i < 3; i++) {
          assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
          Thread.sleep(120);
        }
        assertThat(peer.connections()).isEqualTo(3);
      }
    }

    @Test
    void areNotKeptLongerThanTheOtherSideSays() throws IOException {
      String brief = OK.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=1\r\n\r\n");
      try (ScriptedPeer peer = ScriptedPeer.answering(brief)) {
        caller.text(Caller.get(peer.url("/")));
        caller.text(Caller.get(peer.url("/")));
        assertThat(peer.connections()).isEqualTo(2);
      }
    }

    /** What was added to an answer must not become the answer to somebody else. */
    @ParameterizedTest
    @ValueSource(ints = {0, 50, 150})
    void doNotBringAnAnswerThatNobodyAskedFor(int pause) throws Exception {
      AtomicInteger answers = new AtomicInteger();
      try (ScriptedPeer peer =
          new ScriptedPeer(
              talk -> {
                while (!talk.head().isEmpty()) {
                  talk.say(OK);
                  if (answers.getAndIncrement() == 0) {
                    talk.wait(pause / 2);
                    talk.say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                  }
                }
              })) {
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
        Thread.sleep(Math.max(pause, 20));
        try {
          assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
        } catch (OutboundFailed e) {
          assertUnsent(e, Reason.CONNECTION_BROKEN);
        }
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
      }
    }

    @Test
    void whoseLengthWasALieAreNotUsedAgain() throws IOException {
      try (ScriptedPeer peer =
          ScriptedPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more")) {
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
        assertThat(caller.text(Caller.get(peer.url("/")))).isEqualTo("200 ok");
        assertThat(peer.connections()).isEqualTo(2);
      }
    }
  }

  @Nested
  class NothingIsSent {

    @Test
    void whereNobodyListens() throws IOException {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      URI url = URI.create("http://127.0.0.1:" + port + "/");
      assertUnsent(caller.failure(Caller.get(url)), Reason.CONNECT_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.2:%d/", "http://localhost.:%d/", "http://127.1:%d/"})
    void whereItIsNotAllowed(String url) throws IOException {
      try (ServerSocket listener = new ServerSocket(0, 5);
          ScriptedPeer peer = new ScriptedPeer(listener, talk -> talk.say(OK))) {
        URI target = URI.create(url.formatted(peer.port()));
        assertUnsent(caller.failure(Caller.get(target)), Reason.TARGET_NOT_ALLOWED);
        assertThat(peer.connections()).isZero();
      }
    }

    @Test
    void afterTheClientIsClosed() throws IOException {
      try (ScriptedPeer peer = ScriptedPeer.answering(OK)) {
        caller.text(Caller.get(peer.url("/")));
        caller.close();
        assertUnsent(caller.failure(Caller.get(peer.url("/"))), Reason.CANCELLED);
      }
    }
  }
}
