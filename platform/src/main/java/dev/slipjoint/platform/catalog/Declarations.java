package dev.slipjoint.platform.catalog;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.platform.catalog.Declaration.DeclaredIntegration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredToken;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Makes the platform's users, teams, sites and integrations what an operator declares. What a
 * declaration doesn't name is left alone; applying the same one again changes nothing.
 */
public final class Declarations {
  private final Store store;
  private final MasterKey masterKey;

  /** Works on a store, and seals integrations' secrets under a key. */
  public Declarations(Store store, MasterKey masterKey) {
    this.store = store;
    this.masterKey = masterKey;
  }

  /**
   * Applies a declaration as a whole, in one transaction.
   *
   * @return the tokens that had to be made, to be shown this once
   */
  public List<MadeToken> apply(Caller.Operator operator, Declaration declaration) {
    return store.write(
        tx -> {
          declaration.users().forEach(tx.users()::put);
          declaration.teams().forEach(tx.teams()::put);
          declaration.members().forEach(tx.teams()::put);
          declaration.sites().forEach(tx.teams()::put);
          declaration.integrations().forEach(it -> tx.integrations().put(sealed(it)));
          List<MadeToken> made =
              declaration.tokens().stream().flatMap(it -> settle(tx, it).stream()).toList();
          note(tx, "platform.declared", declaration.integrations().size() + " integrations");
          return made;
        });
  }

  /**
   * Gives a platform without any user its first administrator, called {@code admin}.
   *
   * @return the administrator's token, to be shown this once; empty if there are users already
   */
  public Optional<MadeToken> firstAdministrator(Caller.Operator operator) {
    return store.write(
        tx -> {
          if (!tx.users().isEmpty()) {
            return Optional.empty();
          }
          UserId id = new UserId("admin");
          tx.users().put(new User(id, "Administrator", "", true));
          note(tx, "platform.administrator", "user " + id);
          return settle(tx, new DeclaredToken(id, "first", Optional.empty(), Optional.empty()));
        });
  }

  /** Brings one token to what is declared, and returns it if it had to be made. */
  private static Optional<MadeToken> settle(Transaction tx, DeclaredToken declared) {
    Optional<Token> was = tx.tokens().find(declared.user(), declared.name());
    if (declared.text().isEmpty() && was.isEmpty()) {
      Secret text = TokenText.mint(TokenText.USER);
      tx.tokens().add(token(tx, declared, TokenHash.of(text)));
      return Optional.of(new MadeToken(declared.user(), declared.name(), text));
    }
    TokenHash hash = declared.text().map(TokenHash::of).orElseGet(() -> was.orElseThrow().hash());
    was.ifPresent(it -> tx.tokens().remove(it.hash()));
    tx.tokens().remove(hash);
    tx.tokens().add(token(tx, declared, hash));
    return Optional.empty();
  }

  private static Token token(Transaction tx, DeclaredToken declared, TokenHash hash) {
    return new Token(
        hash, declared.name(), new Grant.ForUser(declared.user()), tx.now(), declared.expiresAt());
  }

  private Integration sealed(DeclaredIntegration declared) {
    Integration it = declared.integration();
    return new Integration(
        it.slug(),
        it.team(),
        it.name(),
        it.description(),
        it.level(),
        it.scopes(),
        it.url(),
        declared.secret().map(secret -> seal(secret, it.slug())),
        it.visibility(),
        it.buildEventHandlers(),
        it.connector());
  }

  private SealedSecret seal(Secret secret, Slug slug) {
    return masterKey.seal(secret, "integration " + slug);
  }

  private static void note(Transaction tx, String action, String subject) {
    tx.journal().append(new JournalEntry(tx.now(), Optional.empty(), "operator", action, subject));
  }
}
