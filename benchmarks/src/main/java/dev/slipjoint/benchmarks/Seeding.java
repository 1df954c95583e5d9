package dev.slipjoint.benchmarks;

import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Switches;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.store.jdbc.JdbcStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Fills a data folder with a {@link Seed}, through the store, and writes down for each installation
 * the token by which it is asked. A program of its own: it needs the server's class path.
 */
public final class Seeding {

  /** So many in one transaction. */
  private static final int AT_A_TIME = 5_000;

  private static final Slug SLUG = new Slug(Seed.SLUG);

  private final Seed seed;
  private final Store store;
  private final Context context = new Context(JsonReader.readObject(Seed.CONTEXT));
  private final Secret[] ofOwners;

  private Seeding(Seed seed, Store store) {
    this.seed = seed;
    this.store = store;
    this.ofOwners = new Secret[seed.teams()];
  }

  /** Fills: the arguments are the data folder, the file of tokens, and how many installations. */
  public static void main(String[] args) throws IOException {
    try (JdbcStore store = JdbcStore.open(Path.of(args[0]), InstantSource.system());
        BufferedWriter tokens = Files.newBufferedWriter(Path.of(args[1]))) {
      new Seeding(Seed.of(Integer.parseInt(args[2])), store).fill(tokens);
    }
  }

  private void fill(BufferedWriter tokens) throws IOException {
    store.write(
        tx -> {
          tx.integrations().put(integration());
          for (int team = 0; team < seed.teams(); team++) {
            addTeam(tx, team);
          }
          return true;
        });
    for (int from = 0; from < seed.installations(); from += AT_A_TIME) {
      int first = from;
      tokens.write(store.<String>write(tx -> addInstallations(tx, first)));
    }
  }

  private Integration integration() {
    return new Integration(
        SLUG,
        new TeamId(seed.team(0)),
        "Benchmark",
        "",
        Level.TEAM_AND_SITE,
        Scopes.ALL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Visibility.PUBLIC,
        false,
        false);
  }

  private void addTeam(Transaction tx, int number) {
    UserId owner = new UserId(seed.owner(number));
    TeamId team = new TeamId(seed.team(number));
    tx.users().put(new User(owner, owner.value(), "", false));
    tx.teams().put(new Team(team, team.value(), team.value()));
    tx.teams().put(new Member(team, owner, Role.OWNER));
    ofOwners[number] = add(tx, TokenText.USER, "benchmark", new Grant.ForUser(owner));
  }

  private static Secret add(Transaction tx, String prefix, String name, Grant grant) {
    Secret token = TokenText.mint(prefix);
    tx.tokens().add(new Token(TokenHash.of(token), name, grant, tx.now(), Optional.empty()));
    return token;
  }

  /** Adds the next few, and lists the tokens by which they are asked, a line each. */
  private String addInstallations(Transaction tx, int first) {
    StringBuilder lines = new StringBuilder();
    for (int i = first; i < Math.min(first + AT_A_TIME, seed.installations()); i++) {
      Secret own = addInstallation(tx, i);
      Secret by = Seed.isCalledByItself(i) ? own : ofOwners[seed.teamOf(i)];
      lines.append(by.reveal()).append('\n');
    }
    return lines.toString();
  }

  private Secret addInstallation(Transaction tx, int number) {
    SiteId site = new SiteId(seed.site(number));
    TeamId team = new TeamId(seed.team(seed.teamOf(number)));
    UserId owner = new UserId(seed.owner(seed.teamOf(number)));
    InstallationKey key = new InstallationKey(team, new Target.Site(site), SLUG);
    tx.teams().put(new Site(site, team, site.value(), Optional.empty()));
    tx.installations()
        .add(
            new Installation(
                key,
                number,
                1,
                InstallationState.ENABLED,
                context,
                Switches.OFF,
                owner,
                tx.now(),
                tx.now()));
    return add(tx, TokenText.INSTALLATION, "", new Grant.ForInstallation(key, number, owner));
  }
}
