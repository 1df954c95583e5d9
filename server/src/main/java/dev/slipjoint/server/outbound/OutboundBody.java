package dev.slipjoint.server.outbound;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * What a request carries. It is read once and not closed; how long reading it takes is the
 * provider's to bound.
 *
 * @param length how many bytes there are, if that is known; otherwise it is sent in chunks
 */
public record OutboundBody(InputStream content, OptionalLong length) {

  /** A body of bytes. */
  public static OutboundBody of(byte[] bytes) {
    return of(new ByteArrayInputStream(bytes), bytes.length);
  }

  /** A body of known length. */
  public static OutboundBody of(InputStream content, long length) {
    return new OutboundBody(content, OptionalLong.of(length));
  }

  /** A body of unknown length. */
  public static OutboundBody of(InputStream content) {
    return new OutboundBody(content, OptionalLong.empty());
  }
}
