package dev.slipjoint.server;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.CallTokens;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.IntegrationSecrets;
import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.platform.catalog.Declarations;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.installation.Installations;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The platform's rules on a real store, without a server around them. */
final class Rules implements AutoCloseable {
  static final Caller.Operator OPERATOR = new Caller.Operator();
  static final Caller OWNER = caller(Acme.OWNER_TOKEN);
  static final Caller VIEWER = caller(Acme.VIEWER_TOKEN);
  static final Caller STRANGER = caller(Acme.STRANGER_TOKEN);

  final SettableClock clock = new SettableClock();
  final Store store;
  final MasterKey masterKey = new MasterKey(MasterKey.random());
  final Installations installations;
  final Declarations declarations;

  private Rules(Path folder) {
    store = JdbcStore.open(folder, clock);
    Access access = new Access(new CallTokens(masterKey));
    installations = new Installations(store, access, new Events(), 1000);
    declarations = new Declarations(store, new IntegrationSecrets(masterKey), new Events());
  }

  static Rules in(Path folder) {
    return new Rules(folder);
  }

  static Rules ofAcme(Path folder) {
    Rules rules = new Rules(folder);
    rules.declarations.apply(OPERATOR, Acme.declaration());
    return rules;
  }

  static Caller caller(String token) {
    return new Caller.Bearer(hash(token));
  }

  static TokenHash hash(String token) {
    return TokenHash.of(new Secret(token));
  }

  static Context context(String json) {
    return new Context(JsonReader.readObject(json));
  }

  /** What happened in team-acme, the newest first. */
  List<JournalEntry> journal() {
    return store.read(tx -> tx.journal().latest(Acme.TEAM, 1000));
  }

  Optional<User> user(UserId id) {
    return store.read(tx -> tx.users().find(id));
  }

  /** What a user is in team-acme. */
  Optional<Role> role(UserId user) {
    return store.read(tx -> tx.teams().role(Acme.TEAM, user));
  }

  Optional<Token> token(UserId user, String name) {
    return store.read(tx -> tx.tokens().find(user, name));
  }

  boolean knows(String token) {
    return store.read(tx -> tx.tokens().find(hash(token)).isPresent());
  }

  @Override
  public void close() {
    store.close();
  }
}
