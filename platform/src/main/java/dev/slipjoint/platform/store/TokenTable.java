package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.protocol.UserId;
import java.util.List;
import java.util.Optional;

/** Tokens by hash. */
public interface TokenTable {

  /** The token of that hash, expired or not. */
  Optional<Token> find(TokenHash hash);

  /** The user's own token of that name; never an installation's. */
  Optional<Token> find(UserId user, String name);

  /** Every token of an installation, the oldest first. */
  List<Token> of(InstallationKey installation);

  /** Adds the token, whose hash must be new. */
  void add(Token token);

  /** Removes the token of that hash, if it is there. */
  void remove(TokenHash hash);

  /** Removes every token of an installation. */
  void removeAllOf(InstallationKey installation);
}
