package dev.slipjoint.sdk;

import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A call as the platform sends it: Bob's, on {@code site-www}, unless said otherwise. */
record SignedCall(String id, Instant at, List<SigningSecret> secrets, CallStatement statement) {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.6Z");
  static final String OPERATION = "op_1";

  static SignedCall to(String handler, String method) {
    CallStatement statement =
        new CallStatement(
            "call_1",
            new Slug(FakePlatform.SLUG),
            handler,
            method,
            new TeamId("team-acme"),
            Optional.of(new SiteId("site-www")),
            new UserId("bob"),
            "user",
            "developer",
            Optional.empty());
    return new SignedCall("call_1", NOW, List.of(), statement).with(SECRET);
  }

  SignedCall onTeam() {
    return with(Optional.empty(), statement.operation());
  }

  SignedCall in(OperationKind kind) {
    SignedCall call =
        with(statement.siteId(), Optional.of(new CallStatement.Operation(OPERATION, kind)));
    return new SignedCall(OPERATION, at, secrets, call.statement);
  }

  SignedCall with(String... texts) {
    return new SignedCall(id, at, Stream.of(texts).map(SigningSecret::new).toList(), statement);
  }

  SignedCall at(Instant then) {
    return new SignedCall(id, then, secrets, statement);
  }

  private SignedCall with(Optional<SiteId> site, Optional<CallStatement.Operation> operation) {
    CallStatement is = statement;
    return new SignedCall(
        id,
        at,
        secrets,
        new CallStatement(
            is.callId(),
            is.integration(),
            is.handler(),
            is.method(),
            is.teamId(),
            site,
            is.user(),
            is.kind(),
            is.role(),
            operation));
  }

  /** The call as it arrives; what is around the statement may be another call's. */
  HandlerEvent.Builder sent(String method, String url) {
    String payload = statement.headerText();
    String signature = MessageSignature.sign(secrets, id, at.getEpochSecond(), payload);
    return Calls.anonymous(method, url)
        .header("netlify-token", FakePlatform.ADA)
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
        .header("webhook-signature", signature)
        .header("slipjoint-statement", payload);
  }
}
