package dev.slipjoint.sdk;

import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.protocol.json.JsonRefused;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Verifies what the platform says of a call: that it is the platform who says it, of this very
 * call, just now, and for the first time.
 */
final class SignedCalls {
  static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int REMEMBERED = 100_000;

  private static final System.Logger LOG = System.getLogger("dev.slipjoint.sdk");

  private final List<SigningSecret> secrets;
  private final boolean only;
  private final String slug;
  private final InstantSource clock;
  private final SeenCalls seen = new SeenCalls(REMEMBERED);
  private final AtomicBoolean toldThatThereIsNoSecret = new AtomicBoolean();

  /**
   * Takes the secrets.
   *
   * @throws IllegalArgumentException if every call would be refused
   */
  SignedCalls(IntegrationSettings settings) {
    this.secrets = settings.secrets();
    this.only = settings.signedCallsOnly();
    this.slug = settings.slug();
    this.clock = settings.clock();
    if (only && secrets.isEmpty()) {
      throw new IllegalArgumentException(
          "An integration that takes signed calls only needs a secret: set INTEGRATION_SECRET or"
              + " use withSecrets");
    }
  }

  /**
   * What the platform has signed; empty for a call that is to be asked about.
   *
   * @throws CallRefused if it says something that can't be believed, or has to be there and isn't
   */
  Optional<CallStatement> statement(HandlerEvent event, String handler) {
    Optional<String> text = event.header(WireHeaders.STATEMENT);
    if (text.isEmpty() && only) {
      throw unauthorized("it is not signed");
    }
    if (text.isPresent() && secrets.isEmpty()) {
      tellThatThereIsNoSecret();
      return Optional.empty();
    }
    return text.map(it -> verified(it, event, handler));
  }

  private CallStatement verified(String text, HandlerEvent event, String handler) {
    String id = event.header(WireHeaders.WEBHOOK_ID).orElse("");
    String timestamp = event.header(WireHeaders.WEBHOOK_TIMESTAMP).orElse("");
    String signatures = event.header(WireHeaders.WEBHOOK_SIGNATURE).orElse("");
    Instant now = clock.instant();
    if (!MessageSignature.verify(secrets, id, timestamp, signatures, text, now, TOLERANCE)) {
      throw unauthorized("its signature is wrong, or older or newer than five minutes");
    }
    CallStatement statement = parsed(text);
    if (!isAbout(statement, event, handler)) {
      throw unauthorized("its signature is another call's");
    }
    if (!seen.add(id, Long.parseLong(timestamp), now.minus(TOLERANCE).getEpochSecond())) {
      throw unauthorized("it has been answered before");
    }
    return statement;
  }

  private static CallStatement parsed(String text) {
    try {
      return CallStatement.ofHeaderText(text);
    } catch (JsonRefused e) {
      throw unauthorized("its statement makes no sense. " + e.sentence());
    }
  }

  private boolean isAbout(CallStatement statement, HandlerEvent event, String handler) {
    return statement.integration().value().equals(slug)
        && statement.handler().equals(handler)
        && statement.method().equals(event.httpMethod());
  }

  /** Why is told to the author alone: who forges a call learns nothing from it. */
  private static CallRefused unauthorized(String why) {
    LOG.log(Level.WARNING, "A call was refused: {0}", why);
    return new CallRefused(401, "Unauthorized");
  }

  private void tellThatThereIsNoSecret() {
    if (toldThatThereIsNoSecret.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "The platform signs its calls to {0}, but there is no secret to verify them with: it is"
              + " asked about each of them instead. INTEGRATION_SECRET or withSecrets name one",
          slug);
    }
  }
}
