package dev.slipjoint.platform.catalog;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.IntegrationSecrets;
import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.platform.catalog.Declaration.DeclaredIntegration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredToken;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.Member;
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
import java.util.function.Consumer;

/**
 * Makes the platform's users, teams, sites and integrations what an operator declares. What a
 * declaration doesn't name is left alone; applying the same one again changes nothing.
 */
public final class Declarations {
  private final Store store;
  private final IntegrationSecrets secrets;
  private final Events events;

  /** Works on a store. */
  public Declarations(Store store, IntegrationSecrets secrets, Events events) {
    this.store = store;
    this.secrets = secrets;
    this.events = events;
  }

  /**
   * Applies a declaration as a whole, in one transaction.
   *
   * @return the tokens that had to be made, to be shown this once
   */
  public List<MadeToken> apply(Caller.Operator operator, Declaration declaration) {
    return store.write(
        tx -> {
          Changes changes = new Changes();
          declaration
              .users()
              .forEach(it -> put(changes, tx.users().find(it.id()), it, tx.users()::put));
          declaration
              .teams()
              .forEach(it -> put(changes, tx.teams().find(it.id()), it, tx.teams()::put));
          declaration
              .members()
              .forEach(
                  it ->
                      put(
                          changes,
                          tx.teams()
                              .role(it.team(), it.user())
                              .map(r -> new Member(it.team(), it.user(), r)),
                          it,
                          tx.teams()::put));
          declaration
              .sites()
              .forEach(it -> put(changes, tx.teams().findSite(it.id()), it, tx.teams()::put));
          declaration.integrations().forEach(it -> settle(tx, changes, it));
          List<MadeToken> made =
              declaration.tokens().stream()
                  .flatMap(it -> settle(tx, changes, it).stream())
                  .toList();
          if (changes.count > 0) {
            note(tx, "platform.declared", changes.count + " changes");
          }
          return made;
        });
  }

  /** How many things an application changed. */
  private static final class Changes {
    private int count;
  }

  private static <T> void put(Changes changes, Optional<T> was, T is, Consumer<T> table) {
    if (!was.equals(Optional.of(is))) {
      table.accept(is);
      changes.count++;
    }
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
          return settle(
              tx,
              new Changes(),
              new DeclaredToken(id, "first", Optional.empty(), Optional.empty()));
        });
  }

  /** Brings one token to what is declared, and returns it if it had to be made. */
  private static Optional<MadeToken> settle(
      Transaction tx, Changes changes, DeclaredToken declared) {
    Optional<Token> was = tx.tokens().find(declared.user(), declared.name());
    Optional<Secret> made =
        declared.text().isPresent() || was.isPresent()
            ? Optional.empty()
            : Optional.of(TokenText.mint(TokenText.USER));
    TokenHash hash =
        declared.text().or(() -> made).map(TokenHash::of).orElseGet(() -> was.orElseThrow().hash());
    if (was.filter(it -> it.hash().equals(hash) && it.expiresAt().equals(declared.expiresAt()))
        .isEmpty()) {
      was.ifPresent(it -> tx.tokens().remove(it.hash()));
      tx.tokens().remove(hash);
      tx.tokens().add(token(tx, declared, hash));
      changes.count++;
    }
    return made.map(it -> new MadeToken(declared.user(), declared.name(), it));
  }

  private static Token token(Transaction tx, DeclaredToken declared, TokenHash hash) {
    return new Token(
        hash, declared.name(), new Grant.ForUser(declared.user()), tx.now(), declared.expiresAt());
  }

  private void settle(Transaction tx, Changes changes, DeclaredIntegration declared) {
    Slug slug = declared.integration().slug();
    Optional<Integration> was = tx.integrations().find(slug);
    Integration is =
        with(
            declared.integration(),
            sealed(declared.secret(), was.flatMap(Integration::secret), slug),
            sealed(declared.previousSecret(), was.flatMap(Integration::previousSecret), slug));
    was.filter(it -> !it.equals(is)).ifPresent(it -> events.tellUpdated(tx, is));
    put(changes, was, is, tx.integrations()::put);
  }

  /** Sealing the same secret again would give another text. */
  private Optional<SealedSecret> sealed(
      Optional<Secret> secret, Optional<SealedSecret> was, Slug slug) {
    return secret.map(
        text ->
            was.filter(it -> secrets.isSame(it, text, slug))
                .orElseGet(() -> secrets.seal(text, slug)));
  }

  private static Integration with(
      Integration it, Optional<SealedSecret> secret, Optional<SealedSecret> previous) {
    return new Integration(
        it.slug(),
        it.team(),
        it.name(),
        it.description(),
        it.level(),
        it.scopes(),
        it.url(),
        secret,
        previous,
        it.visibility(),
        it.buildEventHandlers(),
        it.connector());
  }

  private static void note(Transaction tx, String action, String subject) {
    tx.journal().append(new JournalEntry(tx.now(), Optional.empty(), "operator", action, subject));
  }
}
