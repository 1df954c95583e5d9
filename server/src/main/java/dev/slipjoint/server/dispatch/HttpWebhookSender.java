package dev.slipjoint.server.dispatch;

import dev.slipjoint.platform.event.WebhookMessage;
import dev.slipjoint.platform.event.WebhookSender;
import dev.slipjoint.platform.nouns.DeliveryError;
import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.server.outbound.Outbound;
import dev.slipjoint.server.outbound.OutboundAnswer;
import dev.slipjoint.server.outbound.OutboundBody;
import dev.slipjoint.server.outbound.OutboundBounds;
import dev.slipjoint.server.outbound.OutboundFailed;
import dev.slipjoint.server.outbound.OutboundRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts messages to endpoints. Of an answer, its status and one header count; no body is read. */
public final class HttpWebhookSender implements WebhookSender {
  private static final Logger LOG = LoggerFactory.getLogger(HttpWebhookSender.class);
  private static final int LARGEST = 20 * 1024;

  private final Outbound outbound;
  private final OutboundBounds bounds;

  /**
   * Calls through that client.
   *
   * @param connect for looking up the host and connecting
   * @param total for everything
   */
  public HttpWebhookSender(Outbound outbound, Duration connect, Duration total) {
    this.outbound = outbound;
    this.bounds = new OutboundBounds(connect, total, total, LARGEST);
  }

  @Override
  public Result send(WebhookMessage message) {
    try (OutboundAnswer answer = outbound.send(request(message))) {
      return new Result.Answered(answer.status(), answer.header("retry-after"));
    } catch (OutboundFailed e) {
      LOG.info("{} was not delivered: {}", message, e.getMessage());
      return new Result.Unanswered(error(e.reason()));
    } catch (IllegalArgumentException e) {
      LOG.warn("{} can't be written as a request", message, e);
      return new Result.Unanswered(DeliveryError.UNREACHABLE);
    }
  }

  private OutboundRequest request(WebhookMessage message) {
    byte[] payload = message.payload().getBytes(StandardCharsets.UTF_8);
    return OutboundRequest.of("POST", message.url(), bounds)
        .with("Content-Type", "application/json")
        .with(WireHeaders.WEBHOOK_ID, message.id())
        .with(WireHeaders.WEBHOOK_TIMESTAMP, Long.toString(message.timestamp()))
        .with(WireHeaders.WEBHOOK_SIGNATURE, message.signature())
        .with(OutboundBody.of(payload));
  }

  /** Why nobody was reached isn't told, and neither is what was there instead. */
  private static DeliveryError error(OutboundFailed.Reason reason) {
    return switch (reason) {
      case TARGET_NOT_ALLOWED, NAME_NOT_FOUND, CONNECT_FAILED, CONNECT_TIMED_OUT ->
          DeliveryError.UNREACHABLE;
      case TLS_FAILED -> DeliveryError.TLS_FAILED;
      case FIRST_BYTE_TIMED_OUT, TOTAL_TIMED_OUT -> DeliveryError.TIMED_OUT;
      case REQUEST_TOO_LARGE,
          REQUEST_BROKEN,
          CONNECTION_BROKEN,
          NOT_HTTP,
          ANSWER_TOO_LARGE,
          CANCELLED ->
          DeliveryError.BROKEN;
    };
  }
}
