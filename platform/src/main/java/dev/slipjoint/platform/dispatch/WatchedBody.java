package dev.slipjoint.platform.dispatch;

import java.io.FilterInputStream;
import java.io.IOException;

/**
 * A caller's body on its way; it remembers whether the caller broke it off, and whether it is still
 * whole: read from once, it can't be sent again.
 */
final class WatchedBody extends FilterInputStream {
  private final CallBody body;
  private volatile boolean broken;
  private volatile boolean touched;

  WatchedBody(CallBody body) {
    super(body.bytes());
    this.body = body;
  }

  CallBody asBody() {
    return new CallBody(this, body.length());
  }

  boolean isBroken() {
    return broken;
  }

  boolean isUntouched() {
    return !touched;
  }

  @Override
  public int read() throws IOException {
    return watched(in::read);
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    return watched(() -> in.read(bytes, from, length));
  }

  @Override
  public long skip(long count) throws IOException {
    touched = true;
    return super.skip(count);
  }

  private interface Reading {
    int read() throws IOException;
  }

  private int watched(Reading reading) throws IOException {
    touched = true;
    broken = true; // until it comes back
    int read = reading.read();
    broken = false;
    return read;
  }
}
