package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MirrorTest {
  @RegisterExtension
  static final TestServer server = TestServer.ofAcme().with("wire.mirror-context", "false");

  @Test
  void canBeTurnedOff() {
    String path = server.enabled(Kind.SITE, "{\"custom_field\":1}");

    assertThat(server.asOwner().get(path).text())
        .isEqualTo("{\"config\":{\"custom_field\":1},\"has_build_hook_enabled\":false}");
  }
}
