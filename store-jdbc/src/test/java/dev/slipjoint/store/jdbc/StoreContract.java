package dev.slipjoint.store.jdbc;

import static dev.slipjoint.store.jdbc.Samples.ACME;
import static dev.slipjoint.store.jdbc.Samples.ADA;
import static dev.slipjoint.store.jdbc.Samples.NOON;
import static dev.slipjoint.store.jdbc.Samples.WWW;
import static dev.slipjoint.store.jdbc.Samples.context;
import static dev.slipjoint.store.jdbc.Samples.entry;
import static dev.slipjoint.store.jdbc.Samples.hasUser;
import static dev.slipjoint.store.jdbc.Samples.hash;
import static dev.slipjoint.store.jdbc.Samples.installation;
import static dev.slipjoint.store.jdbc.Samples.installationToken;
import static dev.slipjoint.store.jdbc.Samples.integration;
import static dev.slipjoint.store.jdbc.Samples.key;
import static dev.slipjoint.store.jdbc.Samples.user;
import static dev.slipjoint.store.jdbc.Samples.userToken;
import static dev.slipjoint.store.jdbc.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.InstallationSummary;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.nouns.ReportedProblem;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Switches;
import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.ProblemReport;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.OptionalAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine of {@link Store} has to hold. */
interface StoreContract {

  /** A new, empty store, which the test class closes. */
  Store newStore();

  /** Closes the store and opens another one over what it kept. */
  Store reopen(Store store);

  @Test
  default void aUserComesOutAsPutIn() {
    Store store = newStore();
    User ada = new User(ADA, "Ada 🧮 O'Lovelace", "", true);
    write(store, tx -> tx.users().put(ada));
    assertThatFound(store, tx -> tx.users().find(ADA)).contains(ada);
  }

  @Test
  default void aStoreWithoutUsersSaysSo() {
    Store store = newStore();
    assertThat(store.<Boolean>read(tx -> tx.users().isEmpty())).isTrue();
    write(store, tx -> tx.users().put(user("ada")));
    assertThat(store.<Boolean>read(tx -> tx.users().isEmpty())).isFalse();
  }

  @Test
  default void puttingAUserAgainReplacesIt() {
    Store store = newStore();
    User changed = new User(ADA, "Countess", "c@example.com", true);
    write(store, tx -> tx.users().put(user("ada")));
    write(store, tx -> tx.users().put(changed));
    assertThatFound(store, tx -> tx.users().find(ADA)).contains(changed);
  }

  @Test
  default void aTeamComesOutAsPutInLast() {
    Store store = newStore();
    Team renamed = new Team(ACME, "Acme Inc.", "acme-inc");
    write(store, tx -> tx.teams().put(new Team(ACME, "Acme", "acme")));
    write(store, tx -> tx.teams().put(renamed));
    assertThatFound(store, tx -> tx.teams().find(ACME)).contains(renamed);
    assertThatFound(store, tx -> tx.teams().find(new TeamId("other"))).isEmpty();
  }

  @Test
  default void aMemberHasTheRoleGivenLastInThatTeamOnly() {
    Store store = newStore();
    for (Role role : Role.values()) {
      write(store, tx -> tx.teams().put(new Member(ACME, ADA, role)));
      assertThatFound(store, tx -> tx.teams().role(ACME, ADA)).contains(role);
    }
    assertThatFound(store, tx -> tx.teams().role(new TeamId("other"), ADA)).isEmpty();
    assertThatFound(store, tx -> tx.teams().role(ACME, new UserId("bob"))).isEmpty();
  }

  @Test
  default void aSiteIsFoundWhicheverTeamHasIt() {
    Store store = newStore();
    SiteId id = new SiteId("site-www");
    Site first = new Site(id, ACME, "www", Optional.of(URI.create("https://www.acme.example")));
    Site moved = new Site(id, new TeamId("other"), "docs", Optional.empty());
    write(store, tx -> tx.teams().put(first));
    assertThatFound(store, tx -> tx.teams().findSite(id)).contains(first);
    write(store, tx -> tx.teams().put(moved));
    assertThatFound(store, tx -> tx.teams().findSite(id)).contains(moved);
  }

  @Test
  default void anIntegrationComesOutAsPutInLast() {
    Store store = newStore();
    Integration full = integration("cool");
    Integration bare =
        new Integration(
            full.slug(),
            new TeamId("other"),
            "",
            "",
            Level.SITE,
            Scopes.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Visibility.PUBLIC,
            false,
            true);
    write(store, tx -> tx.integrations().put(full));
    assertThatFound(store, tx -> tx.integrations().find(full.slug())).contains(full);
    write(store, tx -> tx.integrations().put(bare));
    assertThatFound(store, tx -> tx.integrations().find(full.slug())).contains(bare);
    assertThatFound(store, tx -> tx.integrations().find(new Slug("other"))).isEmpty();
  }

  @Test
  default void anInstallationComesOutAsPutIn() {
    Store store = newStore();
    for (Target target : List.of(WWW, Target.team("team-acme"))) {
      Installation put = installation(key(target, "cool"), "{\"custom_field\":\"custom_value\"}");
      assertThat(store.<Boolean>write(tx -> tx.installations().add(put))).isTrue();
      assertThatFound(store, tx -> tx.installations().find(put.key())).contains(put);
    }
  }

  @Test
  default void addingAnInstallationTwiceIsRefusedAndLeavesTheFirstAlone() {
    Store store = newStore();
    Installation first = installation(key(WWW, "cool"), "{\"first\":1}");
    Installation second = installation(key(WWW, "cool"), "{\"second\":2}");
    assertThat(store.<Boolean>write(tx -> tx.installations().add(first))).isTrue();
    assertThat(store.<Boolean>write(tx -> tx.installations().add(second))).isFalse();
    assertThatFound(store, tx -> tx.installations().find(first.key())).contains(first);
  }

  @Test
  default void replacingAnInstallationChangesAllOfIt() {
    Store store = newStore();
    Installation was = installation("cool");
    Installation is =
        new Installation(
            was.key(),
            Long.MAX_VALUE,
            Long.MAX_VALUE - 1,
            InstallationState.DISABLING,
            context("{\"a\":1}"),
            new Switches(false, true),
            new UserId("bob"),
            NOON.plusSeconds(1),
            NOON.plusSeconds(2));
    Installation other = installation("other");
    write(store, tx -> tx.installations().add(was));
    write(store, tx -> tx.installations().add(other));
    write(store, tx -> tx.installations().replace(is));
    assertThatFound(store, tx -> tx.installations().find(was.key())).contains(is);
    assertThatFound(store, tx -> tx.installations().find(other.key())).contains(other);
  }

  @Test
  default void whatIsOnlyBeingEnabledIsNotListed() {
    Store store = newStore();
    for (InstallationState state : InstallationState.values()) {
      write(store, tx -> tx.installations().add(installation(state.wireName()).in(state)));
    }
    assertThat(
            store.<List<InstallationSummary>>read(tx -> tx.installations().list(ACME, WWW, "", 9)))
        .containsExactly(
            InstallationSummary.of(installation("disabling")),
            InstallationSummary.of(installation("enabled")));
  }

  @Test
  default void anOperationComesOutAsPutInLast() {
    Store store = newStore();
    Operation begun = operation(installation("cool"), NOON);
    Operation called = begun.calling(NOON.plusSeconds(1));
    Operation retrying = called.retrying(NOON.plusSeconds(2));
    Operation accepted = called.accepted(NOON.plusSeconds(3));
    Operation failed =
        called.failed(NOON, new OperationFailure(OperationFailure.Code.REAUTH_REQUIRED, "Ünlock"));
    Operation done = called.done(NOON, Optional.empty(), true);
    for (Operation it : List.of(begun, called, retrying, accepted, failed, done)) {
      write(store, tx -> tx.operations().put(it));
      assertThatFound(store, tx -> tx.operations().find(begun.id())).contains(it);
    }
    assertThatFound(store, tx -> tx.operations().find(OperationId.random())).isEmpty();
  }

  @Test
  default void theOperationThatIsNotOverIsTheRunningOne() {
    Store store = newStore();
    Installation cool = installation("cool");
    Operation first = operation(cool, NOON);
    Operation second = operation(cool, NOON.plusSeconds(1));
    write(store, tx -> tx.operations().put(first));
    write(store, tx -> tx.operations().put(operation(installation("other"), NOON)));
    assertThatFound(store, tx -> tx.operations().running(cool.key())).contains(first);
    Operation over = first.done(NOON, Optional.empty(), false);
    write(store, tx -> tx.operations().put(over));
    assertThatFound(store, tx -> tx.operations().running(cool.key())).isEmpty();
    write(store, tx -> tx.operations().put(second));
    assertThatFound(store, tx -> tx.operations().running(cool.key())).contains(second);
    assertThat(store.<List<Operation>>read(tx -> tx.operations().latest(cool.key(), 9)))
        .containsExactly(second, over);
  }

  @Test
  default void aTaskIsClaimedOnceUntilItsClaimIsUp() {
    Store store = newStore();
    TaskKey key = task("one");
    write(store, tx -> tx.tasks().put(key, NOON));
    assertThatFound(store, tx -> tx.tasks().nextDue()).contains(NOON);
    assertThat(due(store, NOON.minusSeconds(1))).isEmpty();
    Task seen = due(store, NOON).getFirst();
    Task claimed = claim(store, seen, NOON.plusSeconds(10)).orElseThrow();
    assertThat(claim(store, seen, NOON.plusSeconds(10))).isEmpty();
    assertThat(due(store, NOON.plusSeconds(9))).isEmpty();
    assertThat(due(store, NOON.plusSeconds(10))).containsExactly(claimed);
  }

  @Test
  default void whoLostAClaimCanNeitherKeepNorFinishNorGiveBack() {
    Store store = newStore();
    write(store, tx -> tx.tasks().put(task("one"), NOON));
    Task first = claim(store, due(store, NOON).getFirst(), NOON.plusSeconds(10)).orElseThrow();
    Task second = claim(store, first, NOON.plusSeconds(20)).orElseThrow();
    assertThat(store.<Boolean>write(tx -> tx.tasks().keep(first, NOON))).isFalse();
    assertThat(store.<Boolean>write(tx -> tx.tasks().giveBack(first, NOON))).isFalse();
    assertThat(store.<Boolean>write(tx -> tx.tasks().finish(first))).isFalse();
    assertThat(store.<Boolean>write(tx -> tx.tasks().keep(second, NOON))).isTrue();
    assertThat(store.<Boolean>write(tx -> tx.tasks().finish(second))).isTrue();
    assertThatFound(store, tx -> tx.tasks().nextDue()).isEmpty();
  }

  @Test
  default void puttingATaskAgainEndsEveryClaimOnIt() {
    Store store = newStore();
    write(store, tx -> tx.tasks().put(task("one"), NOON));
    Task claimed = claim(store, due(store, NOON).getFirst(), NOON.plusSeconds(10)).orElseThrow();
    write(store, tx -> tx.tasks().put(task("one"), NOON.minusSeconds(5)));
    assertThat(store.<Boolean>write(tx -> tx.tasks().finish(claimed))).isFalse();
    assertThat(due(store, NOON)).hasSize(1);
    write(store, tx -> tx.tasks().remove(task("one")));
    write(store, tx -> tx.tasks().put(task("one"), NOON));
    assertThat(store.<Boolean>write(tx -> tx.tasks().finish(claimed))).isFalse();
  }

  @Test
  default void teamsThatHaveTasksAreFoundInOrder() {
    Store store = newStore();
    for (String team : List.of("b", "a", "C", "b")) {
      write(
          store,
          tx ->
              tx.tasks()
                  .put(new TaskKey(new TeamId(team), TaskKind.DELIVERY, "for " + team), NOON));
    }
    assertThat(store.<List<TeamId>>read(tx -> tx.tasks().teams("", 9)))
        .extracting(TeamId::value)
        .containsExactly("C", "a", "b");
    assertThat(store.<List<TeamId>>read(tx -> tx.tasks().teams("C", 1)))
        .extracting(TeamId::value)
        .containsExactly("a");
  }

  @Test
  default void eventsComeOutAsPutInTheNewestFirst() {
    Store store = newStore();
    JsonObject data = JsonReader.readObject("{\"integration\":\"cool\",\"teamId\":\"ü\"}");
    Event first = Event.of(EventType.INTEGRATION_ENABLED, ACME, NOON, data);
    Event second = Event.of(EventType.WEBHOOK_TEST, ACME, NOON.plusSeconds(1), JsonObject.EMPTY);
    write(store, tx -> tx.events().add(first));
    write(store, tx -> tx.events().add(second));
    assertThat(store.<List<Event>>read(tx -> tx.events().latest(ACME, 9)))
        .containsExactly(second, first);
    assertThatFound(store, tx -> tx.events().find(ACME, first.id())).contains(first);
    assertThatFound(store, tx -> tx.events().find(new TeamId("other"), first.id())).isEmpty();
  }

  private static Operation operation(Installation on, Instant at) {
    return Operation.begun(OperationKind.ENABLE, on, ADA, at, at.plusSeconds(300));
  }

  private static TaskKey task(String subject) {
    return new TaskKey(ACME, TaskKind.OPERATION, subject);
  }

  private static List<Task> due(Store store, Instant at) {
    return store.read(tx -> tx.tasks().due(ACME, at, 9));
  }

  private static Optional<Task> claim(Store store, Task task, Instant until) {
    return store.write(tx -> tx.tasks().claim(task, until));
  }

  @Test
  default void replacingWhatIsNotThereIsRefused() {
    Store store = newStore();
    assertThatIllegalStateException()
        .isThrownBy(() -> write(store, tx -> tx.installations().replace(installation("cool"))));
  }

  @Test
  default void aRemovedInstallationIsGoneAndNoOther() {
    Store store = newStore();
    write(store, tx -> tx.installations().add(installation("cool")));
    write(store, tx -> tx.installations().add(installation("other")));
    write(store, tx -> tx.installations().remove(key(WWW, "cool")));
    assertThatFound(store, tx -> tx.installations().find(key(WWW, "cool"))).isEmpty();
    assertThatFound(store, tx -> tx.installations().find(key(WWW, "other"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":12345678901234567890,\"neg\":-12345678901234567890}",
        "{\"price\":1.10,\"big\":1e2,\"zero\":-0.0,\"tiny\":1E-300}",
        "{\"b\":1,\"a\":2,\"aa\":{\"z\":[],\"y\":{}}}",
        "{\"emoji\":\"👩‍🚀 é e\u0301\",\"line\":\"\u2028\u2029\",\"last\":\"\uffff\"}",
        "{\"__proto__\":{\"@class\":null},\"\":\"\",\"constructor\":true,\" \":false}",
        "{\"quoted\":\"\\\"\\\\\\n\\u0001 'x' ? :a $1 ${b} %s\"}"
      })
  default void aContextComesOutByteForByte(String json) {
    Store store = newStore();
    Installation put = installation(key(WWW, "cool"), json);
    write(store, tx -> tx.installations().add(put));
    assertThat(contextOf(reopen(store), put)).isEqualTo(put.context().json().toString());
  }

  @Test
  default void aContextOfHalfAMegabyteComesOutByteForByte() {
    Store store = newStore();
    String list = "\"é💥 0123456789\",".repeat(21_000);
    String json = "{\"list\":[" + list + "1.10]}";
    Installation put = installation(key(WWW, "cool"), json);
    assertThat(put.context().size()).isGreaterThan(384 * 1024).isLessThan(512 * 1024);
    write(store, tx -> tx.installations().add(put));
    assertThat(contextOf(store, put)).isEqualTo(json);
  }

  @Test
  default void installationsAreListedInTheOrderOfCodePointsPageByPage() {
    Store store = newStore();
    List<String> sorted = List.of("-", "-a", "0", "9", "a", "a-", "a-b", "a0", "aa", "ab", "b");
    for (String slug : sorted.reversed()) {
      write(store, tx -> tx.installations().add(installation(slug)));
    }
    write(
        store, tx -> tx.installations().add(installation(key(Target.site("other"), "aaa"), "{}")));
    write(
        store,
        tx -> tx.installations().add(installation(key(Target.team("site-www"), "ac"), "{}")));
    assertThat(slugs(store, "", 100)).isEqualTo(sorted);
    assertThat(slugs(store, "", 4)).isEqualTo(sorted.subList(0, 4));
    assertThat(slugs(store, "9", 4)).isEqualTo(sorted.subList(4, 8));
    assertThat(slugs(store, "a-c", 4)).isEqualTo(sorted.subList(7, 11));
    assertThat(slugs(store, "b", 4)).isEmpty();
  }

  @Test
  default void idsAreCaseSensitive() {
    Store store = newStore();
    write(store, tx -> tx.users().put(user("a")));
    write(store, tx -> tx.users().put(new User(new UserId("A"), "Upper", "u@example.com", true)));
    write(store, tx -> tx.installations().add(installation(key(Target.site("s"), "cool"), "{}")));
    assertThatFound(store, tx -> tx.users().find(new UserId("a"))).contains(user("a"));
    assertThat(store.<String>read(tx -> tx.users().find(new UserId("A")).orElseThrow().name()))
        .isEqualTo("Upper");
    assertThatFound(store, tx -> tx.installations().find(key(Target.site("S"), "cool"))).isEmpty();
  }

  @Test
  default void aTokenIsFoundByItsHashAndAUsersByItsName() {
    Store store = newStore();
    var ofAda = userToken("one", "ada", "laptop");
    var ofBob = userToken("two", "bob", "laptop");
    var ofCool = installationToken("three", key(WWW, "cool"));
    write(store, tx -> Stream.of(ofAda, ofBob, ofCool).forEach(tx.tokens()::add));
    assertThatFound(store, tx -> tx.tokens().find(hash("one"))).contains(ofAda);
    assertThatFound(store, tx -> tx.tokens().find(hash("three"))).contains(ofCool);
    assertThatFound(store, tx -> tx.tokens().find(hash("four"))).isEmpty();
    assertThatFound(store, tx -> tx.tokens().find(ADA, "laptop")).contains(ofAda);
    assertThatFound(store, tx -> tx.tokens().find(ADA, "Laptop")).isEmpty();
    assertThatFound(store, tx -> tx.tokens().find(ADA, "its own")).isEmpty();
  }

  @Test
  default void oneUserMayEnableSeveralInstallationsWhoseTokensHaveOneName() {
    Store store = newStore();
    write(store, tx -> tx.tokens().add(installationToken("one", key(WWW, "cool"))));
    write(store, tx -> tx.tokens().add(installationToken("two", key(WWW, "cool"))));
    assertThatFound(store, tx -> tx.tokens().find(hash("two"))).isPresent();
  }

  @Test
  default void aTokenWhoseHashIsThereIsRefused() {
    Store store = newStore();
    write(store, tx -> tx.tokens().add(userToken("one", "ada", "laptop")));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> write(store, tx -> tx.tokens().add(installationToken("one", key(WWW, "cool")))));
    assertThat(store.<String>read(tx -> tx.tokens().find(hash("one")).orElseThrow().name()))
        .isEqualTo("laptop");
  }

  @Test
  default void aRemovedTokenIsGoneAndRemovingItAgainIsFine() {
    Store store = newStore();
    write(store, tx -> tx.tokens().add(userToken("one", "ada", "laptop")));
    write(store, tx -> tx.tokens().remove(hash("one")));
    write(store, tx -> tx.tokens().remove(hash("one")));
    assertThatFound(store, tx -> tx.tokens().find(hash("one"))).isEmpty();
  }

  @Test
  default void removingAllTokensOfAnInstallationLeavesEveryOther() {
    Store store = newStore();
    var others =
        List.of(
            userToken("user", "ada", "laptop"),
            installationToken("slug", key(WWW, "cool-2")),
            installationToken("site", key(Target.site("other"), "cool")),
            installationToken("kind", key(Target.team("site-www"), "cool")));
    write(store, tx -> others.forEach(tx.tokens()::add));
    write(store, tx -> tx.tokens().add(installationToken("one", key(WWW, "cool"))));
    write(store, tx -> tx.tokens().add(installationToken("two", key(WWW, "cool"))));
    write(store, tx -> tx.tokens().removeAllOf(key(WWW, "cool")));
    assertThatFound(store, tx -> tx.tokens().find(hash("one"))).isEmpty();
    assertThatFound(store, tx -> tx.tokens().find(hash("two"))).isEmpty();
    others.forEach(
        other -> assertThatFound(store, tx -> tx.tokens().find(other.hash())).contains(other));
  }

  @Test
  default void theTokensOfAnInstallationAreListedAndNoOthers() {
    Store store = newStore();
    Token one = installationToken("one", key(WWW, "cool"));
    write(store, tx -> tx.tokens().add(one));
    write(store, tx -> tx.tokens().add(installationToken("two", key(WWW, "cool-2"))));
    write(store, tx -> tx.tokens().add(userToken("user", "ada", "laptop")));
    assertThat(store.<List<Token>>read(tx -> tx.tokens().of(key(WWW, "cool"))))
        .containsExactly(one);
  }

  @Test
  default void aTaskIsFoundByItsKey() {
    Store store = newStore();
    write(store, tx -> tx.tasks().put(task("one"), NOON));
    assertThatFound(store, tx -> tx.tasks().find(task("one")))
        .hasValueSatisfying(it -> assertThat(it.dueAt()).isEqualTo(NOON));
    assertThatFound(store, tx -> tx.tasks().find(task("two"))).isEmpty();
  }

  @Test
  default void aProblemComesOutAsPutInLast() {
    Store store = newStore();
    ReportedProblem first = problem(key(WWW, "cool"), "no-quota", NOON);
    ReportedProblem then =
        first.again(
            new ProblemReport("no-quota", "Häßlich \uD83D\uDE00", true), NOON.plusSeconds(9));
    write(store, tx -> tx.problems().put(first));
    write(store, tx -> tx.problems().put(then));
    assertThatFound(store, tx -> tx.problems().find(key(WWW, "cool"), "no-quota")).contains(then);
    assertThatFound(store, tx -> tx.problems().find(key(WWW, "cool"), "No-quota")).isEmpty();
    assertThatFound(store, tx -> tx.problems().find(key(WWW, "cool-2"), "no-quota")).isEmpty();
  }

  @Test
  default void problemsAreListedTheLatestFirstAndRemovedAloneOrTogether() {
    Store store = newStore();
    ReportedProblem old = problem(key(WWW, "cool"), "old", NOON);
    ReportedProblem recent = problem(key(WWW, "cool"), "new", NOON.plusSeconds(1));
    ReportedProblem other = problem(key(Target.team("site-www"), "cool"), "old", NOON);
    write(store, tx -> List.of(old, recent, other).forEach(tx.problems()::put));
    assertThat(problems(store, old)).containsExactly(recent, old);

    write(store, tx -> tx.problems().remove(key(WWW, "cool"), "new"));
    write(store, tx -> tx.problems().remove(key(WWW, "cool"), "new"));
    assertThat(problems(store, old)).containsExactly(old);
    write(store, tx -> tx.problems().put(recent));
    write(store, tx -> tx.problems().removeAllOf(key(WWW, "cool")));
    assertThat(problems(store, old)).isEmpty();
    assertThat(problems(store, other)).containsExactly(other);
  }

  private static ReportedProblem problem(InstallationKey on, String key, Instant at) {
    return ReportedProblem.first(on, new ProblemReport(key, "It is full.", false), at);
  }

  private static List<ReportedProblem> problems(Store store, ReportedProblem like) {
    return store.read(tx -> tx.problems().of(like.installation()));
  }

  @Test
  default void theJournalTellsATeamsLatestEntriesFirst() {
    Store store = newStore();
    List<JournalEntry> entries =
        List.of(
            entry(ACME, "first", NOON),
            entry(ACME, "second", NOON),
            entry(ACME, "third", NOON),
            entry(ACME, "fourth", NOON.plusNanos(1000)));
    write(store, tx -> tx.journal().append(entries.getFirst()));
    write(store, tx -> entries.subList(1, 4).forEach(tx.journal()::append));
    write(store, tx -> tx.journal().append(entry(new TeamId("other"), "theirs", NOON)));
    write(
        store,
        tx ->
            tx.journal().append(new JournalEntry(NOON, Optional.empty(), "operator", "start", "")));
    assertThat(store.<List<JournalEntry>>read(tx -> tx.journal().latest(ACME, 10)))
        .isEqualTo(entries.reversed());
    assertThat(store.<List<JournalEntry>>read(tx -> tx.journal().latest(ACME, 2)))
        .isEqualTo(entries.reversed().subList(0, 2));
  }

  @Test
  default void aWriteSeesWhatItWroteItself() {
    Store store = newStore();
    assertThat(
            store.<Boolean>write(
                tx -> {
                  tx.users().put(user("ada"));
                  return tx.users().find(ADA).isPresent();
                }))
        .isTrue();
  }

  @Test
  default void aWriteThatThrowsLeavesNothingAndThrowsToItsCaller() {
    Store store = newStore();
    var mine = new IllegalArgumentException("mine");
    assertThatThrownBy(
            () ->
                write(
                    store,
                    tx -> {
                      tx.users().put(user("ada"));
                      tx.installations().add(installation("cool"));
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThat(hasUser(store, "ada")).isFalse();
    assertThatFound(store, tx -> tx.installations().find(key(WWW, "cool"))).isEmpty();
  }

  @Test
  default void aWriteThatSwallowsAFailedStatementLeavesNothing() {
    Store store = newStore();
    write(store, tx -> tx.tokens().add(userToken("one", "ada", "laptop")));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                write(
                    store,
                    tx -> {
                      tx.users().put(user("bob"));
                      assertThatIllegalStateException()
                          .isThrownBy(() -> tx.tokens().add(userToken("one", "bob", "laptop")));
                    }));
    assertThat(hasUser(store, "bob")).isFalse();
  }

  @Test
  default void aFailingWriteAmongOthersHurtsNoOther() throws Exception {
    Store store = newStore();
    List<Future<?>> writes = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        int number = i;
        writes.add(callers.submit(() -> write(store, tx -> putOrFail(tx, number))));
      }
    }
    for (int i = 0; i < 200; i++) {
      assertThat(hasUser(store, "user-" + i)).isEqualTo(i % 5 != 0);
      assertThat(failed(writes.get(i))).isEqualTo(i % 5 == 0);
    }
  }

  @Test
  default void concurrentWritesLoseNoUpdate() {
    Store store = newStore();
    int threads = 32;
    int rounds = 25;
    write(store, tx -> tx.installations().add(installation("counter")));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, threads)
          .forEach(
              thread ->
                  callers.execute(
                      () ->
                          IntStream.range(0, rounds)
                              .forEach(round -> write(store, StoreContract::increment))));
    }
    assertThat(revision(store)).isEqualTo(1 + threads * rounds);
  }

  @Test
  default void aReadSeesOneMoment() throws Exception {
    Store store = newStore();
    write(store, tx -> tx.installations().add(installation("counter")));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Long> seen =
          store.read(
              tx -> {
                long before = revision(tx);
                join(callers.submit(() -> write(store, StoreContract::increment)));
                return List.of(before, revision(tx));
              });
      assertThat(seen).containsExactly(1L, 1L);
    }
    assertThat(revision(store)).isEqualTo(2);
  }

  @Test
  default void aReadSeesEveryWriteThatReturnedBeforeItBegan() {
    Store store = newStore();
    for (int i = 0; i < 50; i++) {
      String id = "user-" + i;
      write(store, tx -> tx.users().put(user(id)));
      assertThat(hasUser(store, id)).isTrue();
    }
  }

  @Test
  default void whatWasWrittenIsThereAfterReopening() {
    Store store = newStore();
    write(store, tx -> tx.users().put(user("ada")));
    Store again = reopen(store);
    assertThat(hasUser(again, "ada")).isTrue();
    write(again, tx -> tx.users().put(user("bob")));
    assertThat(hasUser(reopen(again), "bob")).isTrue();
  }

  @Test
  default void aWriteInTheWorkOfAReadIsRefused() {
    Store store = newStore();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                store.read(
                    tx -> {
                      tx.users().put(user("ada"));
                      return true;
                    }))
        .withMessageContaining("use write");
    assertThat(hasUser(store, "ada")).isFalse();
  }

  @Test
  default void workThatAsksTheStoreAgainIsRefused() {
    Store store = newStore();
    assertThatIllegalStateException()
        .isThrownBy(() -> write(store, tx -> write(store, inner -> inner.users().put(user("a")))));
    assertThatIllegalStateException().isThrownBy(() -> write(store, tx -> hasUser(store, "a")));
    assertThatIllegalStateException().isThrownBy(() -> store.read(tx -> hasUser(store, "a")));
    assertThat(hasUser(store, "a")).isFalse();
  }

  @Test
  default void aTransactionIsGoodOnlyWhileItsWorkRuns() {
    Store store = newStore();
    Transaction ofRead = store.read(tx -> tx);
    Transaction ofWrite = store.write(tx -> tx);
    assertThatIllegalStateException().isThrownBy(() -> ofRead.users().isEmpty());
    assertThatIllegalStateException().isThrownBy(() -> ofWrite.users().put(user("ada")));
    assertThat(hasUser(store, "ada")).isFalse();
  }

  @Test
  default void aClosedStoreRefuses() {
    Store store = newStore();
    write(store, tx -> tx.users().put(user("ada")));
    store.close();
    store.close();
    assertThatThrownBy(() -> hasUser(store, "ada")).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> write(store, tx -> tx.users().put(user("bob"))))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  default void timesOfTheStoreComeOutAsPutIn() {
    Store store = newStore();
    var now = store.read(Transaction::now);
    write(store, tx -> tx.journal().append(entry(ACME, "now", now)));
    assertThat(store.<Instant>read(tx -> tx.journal().latest(ACME, 1).getFirst().at()))
        .isEqualTo(now);
  }

  private static <T> OptionalAssert<T> assertThatFound(
      Store store, Function<Transaction, Optional<T>> look) {
    return assertThat(store.read(look));
  }

  private static void putOrFail(Transaction tx, int number) {
    tx.users().put(user("user-" + number));
    if (number % 10 == 0) {
      throw new IllegalArgumentException("One in ten throws");
    }
    if (number % 10 == 5) {
      tx.installations().replace(installation("missing"));
    }
  }

  private static boolean failed(Future<?> write) throws InterruptedException {
    try {
      write.get();
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  private static void join(Future<?> write) {
    try {
      write.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void increment(Transaction tx) {
    var was = tx.installations().find(key(WWW, "counter")).orElseThrow();
    tx.installations().replace(was.changed(was.context(), was.switches(), NOON));
  }

  private static long revision(Transaction tx) {
    return tx.installations().find(key(WWW, "counter")).orElseThrow().revision();
  }

  private static long revision(Store store) {
    return store.read(StoreContract::revision);
  }

  private static String contextOf(Store store, Installation installation) {
    return store.read(
        tx ->
            tx.installations().find(installation.key()).orElseThrow().context().json().toString());
  }

  private static List<String> slugs(Store store, String after, int limit) {
    return store.read(
        tx ->
            tx.installations().list(ACME, WWW, after, limit).stream()
                .map(it -> it.key().slug().value())
                .toList());
  }
}
