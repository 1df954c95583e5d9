package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonObject;
import java.time.Duration;

/**
 * What {@code onEnable} and {@code onDisable} may answer when the platform asks them as part of an
 * operation, which then goes on accordingly. They are responses like any other, so they may stand
 * beside plain ones; a plain response means what its status says.
 */
public final class EnableResult {
  private EnableResult() {}

  /** 200: done. */
  public static HandlerResponse ok() {
    return answer(200, result("ok"));
  }

  /**
   * 202: begun. The integration says later how it ended, with {@link
   * NetlifyIntegrationClient#confirmOperation} or {@link NetlifyIntegrationClient#rejectOperation}
   * and the id in {@link HandlerContext#operationId}; the platform waits for half a day unless
   * configured otherwise. From {@code onDisable}, nothing is disabled before.
   */
  public static HandlerResponse accepted() {
    return answer(202, result("accepted"));
  }

  /**
   * 503: not now. The platform asks again after that time, rounded up to seconds.
   *
   * @param reason stands in the answer; the platform does not keep it
   * @throws IllegalArgumentException if the time is negative
   */
  public static HandlerResponse retryLater(Duration after, String reason) {
    if (after.isNegative()) {
      throw new IllegalArgumentException("There is no asking again in the past: " + after);
    }
    long seconds = after.plusSeconds(1).minusNanos(1).toSeconds();
    return answer(503, result("retryLater").put("reason", reason))
        .withHeader("retry-after", Long.toString(seconds));
  }

  /**
   * 422: no. Enabling is undone, and what should be disabled stays.
   *
   * @param reason shown to the user, at most 500 characters of it
   */
  public static HandlerResponse reject(String reason) {
    return answer(422, result("reject").put("reason", reason));
  }

  /**
   * 401: no, before the user has connected to the third party again.
   *
   * @param reason shown to the user, at most 500 characters of it
   */
  public static HandlerResponse reauth(String reason) {
    return answer(401, result("reauth").put("reason", reason));
  }

  private static JsonObject.Builder result(String result) {
    return JsonObject.builder().put("result", result);
  }

  private static HandlerResponse answer(int status, JsonObject.Builder body) {
    return HandlerResponse.json(body.build()).withStatus(status);
  }
}
