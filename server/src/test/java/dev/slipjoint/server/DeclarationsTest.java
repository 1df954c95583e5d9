package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredToken;
import dev.slipjoint.platform.catalog.MadeToken;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationsTest {
  private static final UserId GRACE = new UserId("grace");

  @TempDir Path folder;
  private Rules rules;

  @BeforeEach
  void open() {
    rules = Rules.in(folder);
  }

  @AfterEach
  void close() {
    rules.close();
  }

  private List<MadeToken> apply(Declaration declaration) {
    return rules.declarations.apply(Rules.OPERATOR, declaration);
  }

  private List<MadeToken> declareGrace(DeclaredToken... tokens) {
    return apply(Acme.users(List.of(Acme.user(GRACE)), List.of(tokens)));
  }

  @Nested
  class ADeclaration {

    @Test
    void makesWhatItNames() {
      assertThat(apply(Acme.declaration())).isEmpty();

      rules.store.read(
          tx -> {
            assertThat(tx.users().find(Acme.OWNER)).contains(Acme.user(Acme.OWNER));
            assertThat(tx.teams().find(Acme.TEAM)).isPresent();
            assertThat(tx.teams().role(Acme.TEAM, Acme.VIEWER)).contains(Role.VIEWER);
            assertThat(tx.teams().role(Acme.TEAM, Acme.STRANGER)).isEmpty();
            assertThat(tx.teams().findSite(new SiteId("site-www")))
                .contains(Acme.site("site-www", Acme.TEAM));
            assertThat(tx.integrations().find(Acme.COOL)).isPresent();
            return tx.now();
          });
      assertThat(rules.knows(Acme.OWNER_TOKEN)).isTrue();
    }

    @Test
    void appliedTwiceChangesNothing() {
      apply(Acme.declaration());
      String token =
          rules
              .installations
              .enable(
                  Rules.OWNER,
                  Target.site("site-www"),
                  Acme.COOL,
                  () -> Rules.context("{\"kept\":1}"))
              .token()
              .reveal();
      List<Object> before = state();

      rules.clock.goesOn(Duration.ofHours(1));
      assertThat(apply(Acme.declaration())).isEmpty();

      assertThat(state()).isEqualTo(before);
      assertThat(
              rules
                  .installations
                  .read(Rules.caller(token), Target.site("site-www"), Acme.COOL)
                  .context())
          .isEqualTo(Rules.context("{\"kept\":1}"));
    }

    /** Everything, down to when tokens were given and how secrets are sealed. */
    private List<Object> state() {
      return rules.store.read(
          tx -> {
            List<Object> all = new ArrayList<>();
            for (UserId user : List.of(Acme.OWNER, Acme.DEVELOPER, Acme.VIEWER, Acme.STRANGER)) {
              all.add(tx.users().find(user));
              all.add(tx.teams().role(Acme.TEAM, user));
              all.add(tx.teams().role(Acme.OTHER, user));
              all.add(tx.tokens().find(user, "laptop"));
              all.add(tx.tokens().find(user, "laptop").flatMap(Token::expiresAt));
            }
            all.add(tx.teams().find(Acme.TEAM));
            for (String site : List.of("site-www", "site-docs", "site-other")) {
              all.add(tx.teams().findSite(new SiteId(site)));
              tx.installations()
                  .list(Acme.TEAM, Target.site(site), "", 10)
                  .forEach(it -> all.add(tx.installations().find(it.key())));
            }
            for (String slug : List.of("cool-integration", "site-only", "private-one")) {
              all.add(tx.integrations().find(new Slug(slug)).orElseThrow());
            }
            return all;
          });
    }

    @Test
    void leavesAloneWhatItDoesNotName() {
      apply(Acme.declaration());

      declareGrace();

      assertThat(rules.knows(Acme.OWNER_TOKEN)).isTrue();
      assertThat(rules.role(Acme.OWNER)).contains(Role.OWNER);
    }

    @Test
    void changesARole() {
      apply(Acme.declaration());

      apply(
          new Declaration(
              List.of(),
              List.of(),
              List.of(),
              List.of(new Member(Acme.TEAM, Acme.VIEWER, Role.OWNER)),
              List.of(),
              List.of()));

      assertThat(
              rules.installations.enable(
                  Rules.VIEWER, Target.team("team-acme"), Acme.COOL, () -> Context.EMPTY))
          .isNotNull();
    }

    @Test
    void isAppliedAsAWholeOrNotAtAll() {
      apply(Acme.declaration());
      Declaration broken =
          Acme.users(
              List.of(Acme.user(GRACE)),
              List.of(
                  Acme.token(GRACE, "token-of-grace-0123456789"),
                  new DeclaredToken(null, "broken", Optional.empty(), Optional.empty())));

      assertThatThrownBy(() -> apply(broken)).isInstanceOf(RuntimeException.class);

      assertThat(rules.user(GRACE)).isEmpty();
      assertThat(rules.knows("token-of-grace-0123456789")).isFalse();
    }
  }

  @Nested
  class AToken {

    @Test
    void withoutATextIsMadeAndToldOnce() {
      DeclaredToken unnamed =
          new DeclaredToken(GRACE, "laptop", Optional.empty(), Optional.empty());

      List<MadeToken> made = declareGrace(unnamed);

      assertThat(made).hasSize(1);
      assertThat(made.getFirst().user()).isEqualTo(GRACE);
      assertThat(made.getFirst().name()).isEqualTo("laptop");
      String text = made.getFirst().text().reveal();
      assertThat(text).matches("slipu_[0-9A-Za-z]{38}");
      assertThat(made.toString()).doesNotContain(text);

      assertThat(declareGrace(unnamed)).isEmpty();
      assertThat(rules.knows(text)).isTrue();
    }

    @Test
    void withAnotherTextReplacesTheOldOne() {
      declareGrace(Acme.token(GRACE, "first-token-of-grace-1"));

      declareGrace(Acme.token(GRACE, "second-token-of-grace-2"));

      assertThat(rules.knows("first-token-of-grace-1")).isFalse();
      assertThat(rules.knows("second-token-of-grace-2")).isTrue();
    }

    @Test
    void withATextReplacesTheOneThatWasMade() {
      String made =
          declareGrace(new DeclaredToken(GRACE, "laptop", Optional.empty(), Optional.empty()))
              .getFirst()
              .text()
              .reveal();

      declareGrace(Acme.token(GRACE, "second-token-of-grace-2"));

      assertThat(rules.knows(made)).isFalse();
      assertThat(rules.knows("second-token-of-grace-2")).isTrue();
    }

    @Test
    void canGetAnEndAndLoseIt() {
      var end = rules.clock.instant().plusSeconds(60);
      declareGrace(Acme.token(GRACE, "first-token-of-grace-1", Optional.of(end)));
      assertThat(token().expiresAt()).contains(end);

      declareGrace(Acme.token(GRACE, "first-token-of-grace-1"));
      assertThat(token().expiresAt()).isEmpty();
    }

    @Test
    void ofOneNameLeavesThoseOfOthersAlone() {
      declareGrace(
          Acme.token(GRACE, "first-token-of-grace-1"),
          new DeclaredToken(GRACE, "phone", Optional.empty(), Optional.empty()));

      assertThat(rules.token(GRACE, "phone")).isPresent();
      assertThat(rules.knows("first-token-of-grace-1")).isTrue();
    }

    private Token token() {
      return rules.token(GRACE, "laptop").orElseThrow();
    }
  }

  @Nested
  class TheFirstAdministrator {

    @Test
    void isMadeInAnEmptyPlatformOnce() {
      MadeToken made = rules.declarations.firstAdministrator(Rules.OPERATOR).orElseThrow();

      assertThat(made.user()).isEqualTo(new UserId("admin"));
      assertThat(rules.knows(made.text().reveal())).isTrue();
      assertThat(rules.user(made.user()).orElseThrow().admin()).isTrue();
      assertThat(rules.declarations.firstAdministrator(Rules.OPERATOR)).isEmpty();
    }

    @Test
    void isNotMadeWhereThereIsAUser() {
      declareGrace();

      assertThat(rules.declarations.firstAdministrator(Rules.OPERATOR)).isEmpty();
      assertThat(rules.user(new UserId("admin"))).isEmpty();
    }
  }

  @Test
  void anIntegrationsSecretIsSealedAndCanBeOpenedAgainForItsPlaceAlone() {
    apply(Acme.declaration());

    var sealed =
        rules
            .store
            .read(tx -> tx.integrations().find(Acme.COOL))
            .orElseThrow()
            .secret()
            .orElseThrow();

    assertThat(rules.masterKey.open(sealed, "integration cool-integration").orElseThrow().reveal())
        .isEqualTo(Acme.COOL_SECRET);
    assertThat(rules.masterKey.open(sealed, "integration site-only")).isEmpty();
  }
}
