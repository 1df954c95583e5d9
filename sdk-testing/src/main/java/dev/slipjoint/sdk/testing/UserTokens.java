package dev.slipjoint.sdk.testing;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.platform.catalog.Declaration.DeclaredToken;
import dev.slipjoint.platform.catalog.Declarations;
import dev.slipjoint.platform.nouns.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The tokens of the users of a test platform: given, revoked and given back by its operator. */
final class UserTokens {
  private static final String OF_THE_TEST = "the test's";

  private final Declarations declarations;
  private final Secret owner = TokenText.mint(TokenText.USER);
  private final Secret viewer = TokenText.mint(TokenText.USER);
  private final Secret observer = TokenText.mint(TokenText.USER);
  private final AtomicInteger names = new AtomicInteger();

  UserTokens(Declarations declarations) {
    this.declarations = declarations;
    declare(Acme.token(Acme.OWNER, "the observer's", observer));
    restore();
  }

  String owner() {
    return owner.reveal();
  }

  String viewer() {
    return viewer.reveal();
  }

  /** The owner's, for what the test itself looks at; it is never revoked. */
  String observer() {
    return observer.reveal();
  }

  /** One more of the owner's, good until then. */
  String ownerUntil(Instant end) {
    Secret text = TokenText.mint(TokenText.USER);
    String name = "expiring " + names.incrementAndGet();
    declare(new DeclaredToken(Acme.OWNER, name, Optional.of(text), Optional.of(end)));
    return text.reveal();
  }

  /** Puts others, which nobody is told, in their places: that is how an operator revokes. */
  void revoke() {
    declare(
        Acme.token(Acme.OWNER, OF_THE_TEST, TokenText.mint(TokenText.USER)),
        Acme.token(Acme.VIEWER, OF_THE_TEST, TokenText.mint(TokenText.USER)));
  }

  void restore() {
    declare(
        Acme.token(Acme.OWNER, OF_THE_TEST, owner), Acme.token(Acme.VIEWER, OF_THE_TEST, viewer));
  }

  private void declare(DeclaredToken... tokens) {
    declarations.apply(new Caller.Operator(), Acme.tokens(tokens));
  }
}
