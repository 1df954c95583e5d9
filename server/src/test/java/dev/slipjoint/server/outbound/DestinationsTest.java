package dev.slipjoint.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
  private final Destinations strict = allowing("");

  private static Destinations allowing(String text) {
    return new Destinations(
        PrivateAddresses.parse(text), Set.of(80, 443, 8080, 8443), port -> port == 8484);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "HTTPS://Example.COM/path?query",
        "http://example.com:8080/",
        "https://xn--bcher-kva.example/",
        "https://1.2.3.4.example.com/",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]:8443/",
        "http://intranet/"
      })
  void publicUrlsAreCallable(String url) {
    assertThat(strict.objection(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.0.0.1:8484/",
        "http://127.1/",
        "http://127.0.1/",
        "http://2130706433/",
        "http://0/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://0X7F.0.0.0X1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://127.0.0.1./",
        "http://127.0.0.256/",
        "http://1.2.3.4.5/",
        "http://8.8.2056/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:8.8.8.8]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[::8.8.8.8]/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[fd00:ec2::254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b::808:808]/",
        "http://[2002:a9fe:a9fe::]/",
        "http://[2001:0:1::1]/",
        "http://[v1.x]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://localhost./",
        "http://a.localhost/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://example.com./",
        "http://good@127.0.0.1/",
        "http://good@example.com/",
        "http://good:x@example.com/",
        "http://@example.com/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com#@127.0.0.1/",
        "http://example.com/#top",
        "http://example.com:22/",
        "http://example.com:5432/",
        "http://example.com:8484/",
        "http://example.com:0/",
        "http://example.com:65616/",
        "http://example.com:0080/",
        "http://example.com:/",
        "http://example.com:-1/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://\u2460\u2461\u2466.0.0.1/",
        "http://127\u30020.0.1/",
        "http://b\u00fccher.example/",
        "http://%31%32%37.0.0.1/",
        "http://under_score.example/",
        "http://exam ple.com/",
        "http://example.com\r\n/",
        "http:///path",
        "http:example.com",
        "//example.com/",
        "/path",
        "",
        "file:///etc/passwd",
        "jar:http://example.com/x.jar!/",
        "gopher://example.com/",
        "ftp://example.com/",
        "javascript:alert(1)",
        "https+x://example.com/"
      })
  void everythingElseIsNot(String url) {
    assertThat(strict.objection(url)).isPresent();
  }

  @Test
  void whatIsAllowedIsCallable() {
    Destinations some = allowing("127.0.0.1:9000, 10.1.0.0/16, [fd00::/8]:9001");
    assertThat(some.objection("http://127.0.0.1:9000/")).isEmpty();
    assertThat(some.objection("http://localhost:9000/")).isEmpty();
    assertThat(some.objection("http://10.1.2.3:5432/")).isEmpty();
    assertThat(some.objection("http://[fd00::1]:9001/")).isEmpty();
    assertThat(some.objection("http://name.example:5432/")).isEmpty();

    assertThat(some.objection("http://127.0.0.1:9002/")).isPresent();
    assertThat(some.objection("http://127.0.0.2:9000/")).isPresent();
    assertThat(some.objection("http://localhost:9002/")).isPresent();
    assertThat(some.objection("http://a.localhost:9000/")).isPresent();
    assertThat(some.objection("http://10.2.2.3/")).isPresent();
    assertThat(some.objection("http://[fd00::1]:9002/")).isPresent();
    assertThat(some.objection("http://8.8.8.8:5432/")).isPresent();
  }

  @Test
  void aNameNeedsAPortThatIsOpenSomewhere() {
    Destinations some = allowing("127.0.0.1:9000");
    assertThat(some.objection("http://name.example:9000/")).isEmpty();
    assertThat(some.objection("http://name.example:9001/")).isPresent();
  }

  @Test
  void theServerItselfIsNeverCallable() {
    Destinations self = allowing("127.0.0.1:8484, [::1], 0.0.0.0/0");
    assertThat(self.objection("http://127.0.0.1:8484/")).isPresent();
    assertThat(self.objection("http://127.9.9.9:8484/")).isPresent();
    assertThat(self.objection("http://[::1]:8484/")).isPresent();
    assertThat(self.objection("http://0.0.0.0:8484/")).isPresent();
    assertThat(self.objection("http://localhost:8484/")).isPresent();
    assertThat(self.objection("http://127.0.0.1:8485/")).isEmpty();
  }

  @Test
  void objectionsDoNotRepeatTheUrl() {
    assertThat(strict.objection("http://user:hunter2@example.com/").orElseThrow())
        .isEqualTo("It can't hold a user's name or password.");
  }
}
