package dev.slipjoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPlatformExtension.class)
class TestPlatformExtensionTest {

  @Nested
  class WhenATestAsksForOne {
    private TestPlatform givenBefore;

    @BeforeEach
    void isGivenOne(TestPlatform platform) {
      givenBefore = platform;
    }

    @Test
    void itIsTheSameAsBefore(TestPlatform platform) {
      assertThat(platform).isSameAs(givenBefore);
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class WhenEachOfManyTestsAsksForOne {
    private final Set<TestPlatform> given = new HashSet<>();

    @RepeatedTest(2)
    void itIsItsOwnAndTheOneBeforeIsClosed(TestPlatform platform) {
      assertThat(given).noneMatch(TestPlatformExtensionTest::answers);
      assertThat(given.add(platform)).isTrue();
      assertThat(answers(platform)).isTrue();
    }

    @AfterAll
    void eachWas() {
      assertThat(given).hasSize(2);
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class WhenAClassAskedForOne {
    private TestPlatform shared;

    @BeforeAll
    void isGivenOne(TestPlatform platform) {
      shared = platform;
    }

    @RepeatedTest(2)
    void allTestsShareIt(TestPlatform platform) {
      assertThat(platform).isSameAs(shared);
      assertThat(answers(platform)).isTrue();
    }

    @Nested
    class AndANestedClassAsksToo {

      @Test
      void itIsTheSame(TestPlatform platform) {
        assertThat(platform).isSameAs(shared);
      }
    }
  }

  private static boolean answers(TestPlatform platform) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.url().getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
