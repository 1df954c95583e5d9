package dev.slipjoint.platform.dispatch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body of which is known whether it is still whole: read from once, it can't be sent again. */
final class WatchedBytes extends FilterInputStream {
  private boolean touched;

  WatchedBytes(InputStream in) {
    super(in);
  }

  boolean areUntouched() {
    return !touched;
  }

  @Override
  public int read() throws IOException {
    touched = true;
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    touched = true;
    return super.read(bytes, offset, length);
  }

  @Override
  public long skip(long count) throws IOException {
    touched = true;
    return super.skip(count);
  }
}
