package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that go along with calls to handlers. They are made by the thousand and live for
 * minutes, so they are signed (HMAC-SHA256 under a key of the platform's own) instead of stored;
 * what one says is still held against the present state by {@link Access}, as every token is.
 */
public final class CallTokens {

  /** How they begin. */
  public static final String PREFIX = "slipc_";

  private static final String PURPOSE = "slipjoint call token v1";

  /** No id has a dot, so the fields need no escaping. */
  private static final String DOT = ".";

  private static final int FIELDS = 12;
  private static final int LONGEST = 1000;

  private final MasterKey masterKey;

  /** Signs under a key that is derived from the master key. */
  public CallTokens(MasterKey masterKey) {
    this.masterKey = masterKey;
  }

  /** Makes the token of one call. */
  public Secret mint(Grant.ForCall call, Instant expiresAt) {
    InstallationKey key = call.installation();
    String fields =
        String.join(
            DOT,
            Long.toString(expiresAt.getEpochSecond()),
            key.team().value(),
            word(key.target()),
            key.target().value(),
            key.slug().value(),
            Long.toString(call.generation()),
            call.site().map(SiteId::value).orElse(""),
            call.user().value(),
            call.byInstallation() ? "i" : "u",
            call.callId(),
            Integer.toString(call.hops()),
            call.operation().map(OperationId::value).orElse(""));
    return new Secret(PREFIX + fields + DOT + signature(fields));
  }

  /** What the token stands for; empty if it isn't one of this platform's, or is past its time. */
  Optional<Grant.ForCall> open(Secret token, Instant now) {
    String text = token.reveal();
    int end = text.lastIndexOf(DOT);
    if (!text.startsWith(PREFIX) || end < PREFIX.length() || text.length() > LONGEST) {
      return Optional.empty();
    }
    String fields = text.substring(PREFIX.length(), end);
    if (!isSame(signature(fields), text.substring(end + 1))) {
      return Optional.empty();
    }
    // Whatever carries the signature was written by mint.
    List<String> parts = List.of(fields.split("\\.", -1));
    if (parts.size() != FIELDS) {
      return Optional.empty();
    }
    Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(parts.get(0)));
    return now.isBefore(expiresAt) ? Optional.of(call(parts)) : Optional.empty();
  }

  private static Grant.ForCall call(List<String> parts) {
    Target target =
        parts.get(2).equals("s") ? Target.site(parts.get(3)) : Target.team(parts.get(3));
    return new Grant.ForCall(
        new InstallationKey(new TeamId(parts.get(1)), target, new Slug(parts.get(4))),
        Long.parseLong(parts.get(5)),
        new UserId(parts.get(7)),
        Optional.of(parts.get(6)).filter(it -> !it.isEmpty()).map(SiteId::new),
        parts.get(8).equals("i"),
        parts.get(9),
        Integer.parseInt(parts.get(10)),
        Optional.of(parts.get(11)).filter(it -> !it.isEmpty()).map(OperationId::new));
  }

  private static String word(Target target) {
    return switch (target) {
      case Target.Site site -> "s";
      case Target.Team team -> "t";
    };
  }

  private String signature(String fields) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(masterKey.sign(PURPOSE, fields.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isSame(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
