package dev.slipjoint.platform.dispatch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An answer on its way. It tells the circuit breaker once how the call went: it failed if the
 * status says so, or if its body broke off.
 */
final class WatchedAnswer extends FilterInputStream {
  private final HandlerAnswer answer;
  private final Breakers.Passed passed;
  private final Runnable leaving;
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();

  WatchedAnswer(HandlerAnswer answer, Breakers.Passed passed, Runnable leaving) {
    super(answer.body());
    this.answer = answer;
    this.passed = passed;
    this.leaving = leaving;
    if (answer.status() >= 500) {
      fail("It answered with status " + answer.status());
    }
  }

  HandlerAnswer asAnswer() {
    return new HandlerAnswer(answer.status(), answer.headers(), this, this::end);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return in.read(bytes, from, length);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private IOException broken(IOException e) {
    fail("Its answer broke off: " + e.getMessage());
    return e;
  }

  private void fail(String why) {
    if (told.compareAndSet(false, true)) {
      passed.failed(why);
    }
  }

  private void end() {
    if (!left.compareAndSet(false, true)) {
      return;
    }
    try {
      answer.close();
    } finally {
      leaving.run();
      if (told.compareAndSet(false, true)) {
        passed.succeeded();
      }
    }
  }
}
