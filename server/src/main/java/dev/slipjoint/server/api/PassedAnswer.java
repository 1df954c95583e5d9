package dev.slipjoint.server.api;

import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.nouns.PlatformException.HandlerFailed;
import dev.slipjoint.protocol.Slug;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;

/**
 * A handler's answer on its way to the caller: with its status, with the headers that pass, and as
 * something that no browser runs.
 *
 * @param called what was called where, for the log
 */
record PassedAnswer(HandlerAnswer answer, Slug slug, String called, boolean isHead) {
  private static final System.Logger LOG = System.getLogger(PassedAnswer.class.getName());

  /** Whatever it says it is, on the platform's origin nothing of it runs, and nobody frames it. */
  private static final String POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

  /**
   * What is no longer than this is read before anything is sent, and can still be refused whole.
   */
  private static final int READ_AHEAD = 64 * 1024;

  void send(ServerResponse response) {
    byte[] beginning = beginning();
    response.status(answer.status());
    PassedHeaders.toCaller(answer.headers()).forEach(response::header);
    response.header("Content-Security-Policy", POLICY);
    if (isHead || answer.status() == 204 || answer.status() == 304) {
      response.send();
      return;
    }
    nameContent(response);
    if (beginning.length < READ_AHEAD) {
      response.send(beginning);
    } else {
      stream(response, beginning);
    }
  }

  private byte[] beginning() {
    try {
      return answer.body().readNBytes(READ_AHEAD);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} gave half an answer: {1}", called, e.getMessage());
      throw new HandlerFailed(slug);
    }
  }

  private void nameContent(ServerResponse response) {
    PassiveContent content = PassiveContent.of(answer.header("content-type").orElse("text/plain"));
    response.header(HeaderNames.CONTENT_TYPE, content.mediaType());
    if (!content.isNamed()) {
      response.header(HeaderNames.CONTENT_DISPOSITION, "attachment");
    }
  }

  /**
   * From here on the status is out: what then goes wrong can only be shown by breaking off. So the
   * stream isn't closed then; closing it would end half an answer as if it were a whole one.
   */
  private void stream(ServerResponse response, byte[] beginning) {
    try {
      OutputStream out = response.outputStream();
      out.write(beginning);
      answer.body().transferTo(out);
      out.close();
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "{0} gave half an answer: {1}", called, e.getMessage());
      throw new CloseConnectionException("The answer broke off on its way");
    }
  }
}
