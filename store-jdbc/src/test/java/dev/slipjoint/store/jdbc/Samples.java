package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Switches;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scope;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.protocol.json.JsonReader;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Things to put into a store, and short ways to do so. */
final class Samples {
  static final TeamId ACME = new TeamId("team-acme");
  static final UserId ADA = new UserId("ada");
  static final Target WWW = Target.site("site-www");
  static final Slug COOL = new Slug("cool-integration");
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

  private Samples() {}

  static User user(String id) {
    return new User(new UserId(id), "Ada Lovelace", "ada@example.com", false);
  }

  static Integration integration(String slug) {
    return new Integration(
        new Slug(slug),
        ACME,
        "Cool integration",
        "Sets a custom field",
        Level.TEAM_AND_SITE,
        new Scopes(Set.of(Scope.SITE_READ, Scope.ENV_WRITE)),
        Optional.of(URI.create("http://127.0.0.1:9000/a?b=%20")),
        Optional.of(new SealedSecret("v1:sealed")),
        Optional.of(new SealedSecret("v1:before")),
        Visibility.PRIVATE,
        true,
        false);
  }

  static InstallationKey key(Target target, String slug) {
    return new InstallationKey(ACME, target, new Slug(slug));
  }

  static Installation installation(InstallationKey key, String context) {
    return new Installation(
        key,
        4711,
        1,
        InstallationState.ENABLED,
        context(context),
        new Switches(true, false),
        ADA,
        NOON,
        NOON.plusNanos(1000));
  }

  static Installation installation(String slug) {
    return installation(key(WWW, slug), "{}");
  }

  static Context context(String json) {
    return new Context(JsonReader.readObject(json));
  }

  static TokenHash hash(String token) {
    return TokenHash.of(new Secret(token));
  }

  static Token userToken(String text, String user, String name) {
    return new Token(
        hash(text),
        name,
        new Grant.ForUser(new UserId(user)),
        NOON,
        Optional.of(NOON.plusSeconds(9)));
  }

  static Token installationToken(String text, InstallationKey key) {
    return new Token(
        hash(text), "its own", new Grant.ForInstallation(key, 4711, ADA), NOON, Optional.empty());
  }

  static JournalEntry entry(TeamId team, String subject, Instant at) {
    return new JournalEntry(at, Optional.of(team), "user ada", "integration.enabled", subject);
  }

  /** A write without an answer. */
  static void write(Store store, Consumer<Transaction> work) {
    boolean done =
        store.write(
            transaction -> {
              work.accept(transaction);
              return true;
            });
    assert done;
  }

  static boolean hasUser(Store store, String id) {
    return store.read(tx -> tx.users().find(new UserId(id)).isPresent());
  }
}
