package dev.slipjoint.sdk.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives JUnit's tests a {@link TestPlatform}: whoever has a parameter of that type.
 *
 * <pre>{@code
 * @ExtendWith(TestPlatformExtension.class)
 * class CoolIntegrationTest {
 *   @Test
 *   void theContextIsSet(TestPlatform platform) { … }
 * }
 * }</pre>
 *
 * <p>Each test has one of its own, which its {@code @BeforeEach} methods are given too. Where the
 * class was given one before, in its constructor or a {@code @BeforeAll} method, all of its tests
 * share that one.
 */
public final class TestPlatformExtension
    implements ParameterResolver, AfterEachCallback, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(TestPlatformExtension.class);

  /** Made by JUnit. */
  public TestPlatformExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestPlatform.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(OURS);
    TestPlatform running = store.get(TestPlatform.class, TestPlatform.class);
    if (running != null) {
      return running;
    }
    TestPlatform platform = TestPlatform.start();
    store.put(TestPlatform.class, platform);
    return platform;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close(context);
  }

  /** Closes the one that was started in this very context, not the one of a context around it. */
  private static void close(ExtensionContext context) {
    TestPlatform platform = context.getStore(OURS).remove(TestPlatform.class, TestPlatform.class);
    if (platform != null) {
      platform.close();
    }
  }
}
