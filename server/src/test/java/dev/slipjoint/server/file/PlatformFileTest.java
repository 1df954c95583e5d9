package dev.slipjoint.server.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredIntegration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredToken;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scope;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.server.yaml.Mistakes.Mistake;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformFileTest {
  private static final String TOKEN = "a-token-of-ada-lovelace";
  private static final String SECRET = "a-secret-of-cool-integration";
  private static final Map<String, String> VARIABLES =
      Map.of("ADA_TOKEN", TOKEN, "COOL_SECRET", SECRET);

  private static final String EXAMPLE =
      """
      users:
        - id: ada
          name: Ada Lovelace
          email: ada@example.com
          admin: true                      # may use /admin; default false
          tokens:
            - name: laptop
              token: ${ADA_TOKEN}
              expires: 2027-01-01T00:00:00Z  # optional
      teams:
        - id: team-acme
          name: Acme
          slug: acme
          members:
            - { user: ada, role: owner }
          sites:
            - { id: site-www, name: www, url: "https://www.acme.example" }
            - { id: site-docs, name: docs }
      integrations:
        - slug: cool-integration
          name: Cool integration
          description: Sets a custom field
          team: team-acme                  # who owns it
          level: team-and-site             # site | team | team-and-site
          scopes: all                      # or a list: [site:read, env:write]
          url: "http://127.0.0.1:9000"     # where its handlers run (host site)
          secret: ${COOL_SECRET}
          visibility: public               # public | private (its own team alone)
          buildEventHandlers: true
          connector: false
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("platform.yaml");
  }

  private Declaration read(String text) throws IOException {
    Files.writeString(file, text);
    return PlatformFile.read(file, VARIABLES);
  }

  private PlatformFileRefused refused() {
    return catchThrowableOfType(
        PlatformFileRefused.class, () -> PlatformFile.read(file, VARIABLES));
  }

  private List<String> mistakes(String text) throws IOException {
    Files.writeString(file, text);
    return refused().mistakes().stream().map(Mistake::toString).toList();
  }

  /** A user in lines 1 to 3 with these further lines. */
  private static String user(String more) {
    return "users:\n  - id: ada\n    name: Ada\n" + more.indent(4);
  }

  /** A user with a token that begins in line 5, with these further lines. */
  private static String token(String more) {
    return user("tokens:\n  - name: laptop\n" + more.indent(4));
  }

  /** A team in lines 1 to 3 with these further lines. */
  private static String team(String more) {
    return "teams:\n  - id: acme\n    name: Acme\n" + more.indent(4);
  }

  /** A team, and an integration in lines 5 to 8 with these further lines. */
  private static String integration(String more) {
    return team("").strip()
        + "\nintegrations:\n  - slug: cool\n    name: Cool\n    team: acme\n    level: site\n"
        + more.indent(4);
  }

  @Nested
  class Reading {

    @Test
    void declaresWhatTheExampleSays() throws IOException {
      Declaration declaration = read(EXAMPLE);

      UserId ada = new UserId("ada");
      TeamId acme = new TeamId("team-acme");
      assertThat(declaration.users())
          .containsExactly(new User(ada, "Ada Lovelace", "ada@example.com", true));
      assertThat(declaration.tokens())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.user()).isEqualTo(ada);
                assertThat(it.name()).isEqualTo("laptop");
                assertThat(it.text().map(Secret::reveal)).contains(TOKEN);
                assertThat(it.expiresAt()).contains(Instant.parse("2027-01-01T00:00:00Z"));
              });
      assertThat(declaration.teams()).containsExactly(new Team(acme, "Acme", "acme"));
      assertThat(declaration.members()).containsExactly(new Member(acme, ada, Role.OWNER));
      assertThat(declaration.sites())
          .containsExactly(
              new Site(
                  new SiteId("site-www"),
                  acme,
                  "www",
                  Optional.of(URI.create("https://www.acme.example"))),
              new Site(new SiteId("site-docs"), acme, "docs", Optional.empty()));
      DeclaredIntegration cool = declaration.integrations().getFirst();
      assertThat(declaration.integrations()).hasSize(1);
      assertThat(cool.secret().map(Secret::reveal)).contains(SECRET);
      assertThat(cool.integration())
          .isEqualTo(
              new Integration(
                  new Slug("cool-integration"),
                  acme,
                  "Cool integration",
                  "Sets a custom field",
                  Level.TEAM_AND_SITE,
                  Scopes.ALL,
                  Optional.of(URI.create("http://127.0.0.1:9000")),
                  Optional.empty(),
                  Optional.empty(),
                  Visibility.PUBLIC,
                  true,
                  false));
    }

    @Test
    void fillsInWhatMayBeLeftOut() throws IOException {
      Declaration declaration =
          read(integration("").replace("teams:", user("tokens: [{ name: laptop }]") + "teams:"));

      assertThat(declaration.users())
          .containsExactly(new User(new UserId("ada"), "Ada", "", false));
      assertThat(declaration.tokens())
          .containsExactly(
              new DeclaredToken(new UserId("ada"), "laptop", Optional.empty(), Optional.empty()));
      assertThat(declaration.teams()).extracting(Team::slug).containsExactly("acme");
      Integration cool = declaration.integrations().getFirst().integration();
      assertThat(cool.description()).isEmpty();
      assertThat(cool.scopes()).isEqualTo(Scopes.NONE);
      assertThat(cool.url()).isEmpty();
      assertThat(cool.visibility()).isEqualTo(Visibility.PUBLIC);
      assertThat(cool.buildEventHandlers()).isFalse();
      assertThat(cool.connector()).isFalse();
      assertThat(declaration.integrations().getFirst().secret()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "\n",
          "# nothing\n",
          "---\n",
          "{}",
          "users:\nteams: []\n",
          "\uFEFF# a mark\n"
        })
    void takesAFileThatDeclaresNothing(String text) throws IOException {
      assertThat(read(text))
          .isEqualTo(
              new Declaration(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void doesNotMindInWhichOrderThingsStand() throws IOException {
      String text =
          """
          integrations: [{ level: site, team: acme, name: Cool, slug: cool }]
          teams: [{ members: [{ role: viewer, user: ada }], name: Acme, id: acme }]
          users: [{ name: Ada, id: ada }]
          """;
      assertThat(read(text).members()).hasSize(1);
    }

    @Test
    void takesScopesAsAList() throws IOException {
      Declaration declaration = read(integration("scopes: [site:read, env:write]"));
      assertThat(declaration.integrations().getFirst().integration().scopes())
          .isEqualTo(new Scopes(Set.of(Scope.SITE_READ, Scope.ENV_WRITE)));
    }

    @Test
    void takesAValueThatIsMissingForAKeyThatIs() throws IOException {
      assertThat(read(user("email:\nadmin: ~\ntokens: null")).users())
          .containsExactly(new User(new UserId("ada"), "Ada", "", false));
    }
  }

  @Nested
  class Variables {

    @Test
    void areTakenFromTheEnvironmentAnywhereInAValue() throws IOException {
      Files.writeString(file, user("email: ${NAME}+${TAG}@${HOST}").replace("Ada", "${NAME}"));
      assertThat(
              PlatformFile.read(file, Map.of("NAME", "ada", "TAG", "x$1\\", "HOST", "${NAME}"))
                  .users())
          .containsExactly(new User(new UserId("ada"), "ada", "ada+x$1\\@${NAME}", false));
    }

    @Test
    void areTakenInListsToo() throws IOException {
      Files.writeString(file, integration("scopes: [\"${SCOPE}\"]"));
      Declaration declaration = PlatformFile.read(file, Map.of("SCOPE", "site:read"));
      assertThat(declaration.integrations().getFirst().integration().scopes())
          .isEqualTo(new Scopes(Set.of(Scope.SITE_READ)));
    }

    @Test
    void thatAreMissingAreToldOncePerUseAndNothingElse() throws IOException {
      assertThat(mistakes(token("token: ${A}").replace("name: Ada", "name: ${B} ${C} ${B}")))
          .containsExactly(
              "line 3: The environment has no variable B.",
              "line 3: The environment has no variable C.",
              "line 3: The environment has no variable B.",
              "line 6: The environment has no variable A.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${}", "${A", "${A-B}", "${A:-b}", "a ${1}", "${A B}"})
    void thatAreMisspelledAreTold(String value) throws IOException {
      assertThat(mistakes(user("email: \"%s\"".formatted(value))))
          .containsExactly("line 4: After ${ there must be a variable's name and }.");
    }

    @Test
    void areNoneAfterADollarAlone() throws IOException {
      assertThat(read(user("email: $ADA {x} $")).users())
          .extracting(User::email)
          .containsExactly("$ADA {x} $");
    }
  }

  @Nested
  class Mistakes {

    private static Stream<Arguments> inOneValue() {
      String id = " must be 1 to 64 characters out of A-Z, a-z, 0-9, _ and -.";
      String tokenRule =
          "A token must be 20 to 200 visible ASCII characters other than = and ;,"
              + " and whole if it begins with slip, a letter and _.";
      String urlRule =
          "A url must begin with http:// or https:// and name a host, without a user or password.";
      String name = "A name must be 1 to 80 visible characters.";
      String time = "A time must look like 2027-01-01T00:00:00Z.";
      return Stream.of(
          arguments(user("").replace("ada", "a b"), "line 2: A user id" + id),
          arguments(user("").replace("ada", "x".repeat(65)), "line 2: A user id" + id),
          arguments(user("").replace("name: Ada", "name: \" \""), "line 3: " + name),
          arguments(user("").replace("name: Ada", "name: " + "x".repeat(81)), "line 3: " + name),
          arguments(user("").replace("name: Ada", "name: \"A\\u202eda\""), "line 3: " + name),
          arguments(user("").replace("name: Ada", "name: \"A\\nda\""), "line 3: " + name),
          arguments(
              user("email: \"\""), "line 4: An email address must be 1 to 254 visible characters."),
          arguments(user("admin: yes"), "line 4: This must be true or false."),
          arguments(user("admin: [true]"), "line 4: \"admin\" must be a single value."),
          arguments(user("tokens: laptop"), "line 4: \"tokens\" must be a list."),
          arguments(
              user("tokens: [laptop]"), "line 4: Here must be keys with values: a token has keys."),
          arguments(token("expires: tomorrow"), "line 6: " + time),
          arguments(token("expires: 2027-01-01"), "line 6: " + time),
          arguments(token("token: short"), "line 6: " + tokenRule),
          arguments(token("token: " + "x".repeat(201)), "line 6: " + tokenRule),
          arguments(token("token: a token with blanks in it"), "line 6: " + tokenRule),
          arguments(token("token: a-token-with=an-equals-sign"), "line 6: " + tokenRule),
          arguments(token("token: slipu_" + "0".repeat(38)), "line 6: " + tokenRule),
          arguments(team("").replace("acme", "a.b"), "line 2: A team id" + id),
          arguments(
              team("").replace("acme", "admin"),
              "line 2: \"admin\" is reserved: routes use this word."),
          arguments(team("slug: \"\""), "line 4: " + name),
          arguments(team("sites: [{ id: s/1, name: x }]"), "line 4: A site id" + id),
          arguments(team("sites: [{ id: s1, name: x, url: \"ftp://x\" }]"), "line 4: " + urlRule),
          arguments(team("sites: [{ id: s1, name: x, url: \"http://\" }]"), "line 4: " + urlRule),
          arguments(
              user("") + team("members: [{ user: ada, role: admin }]"),
              "line 7: A role is owner, developer or viewer."),
          arguments(
              integration("").replace("slug: cool", "slug: Cool"),
              "line 5: A slug must be 1 to 100 characters out of a-z, 0-9 and -."),
          arguments(
              integration("").replace("slug: cool", "slug: safe"),
              "line 5: \"safe\" is reserved: routes use this word."),
          arguments(
              integration("").replace("level: site", "level: everywhere"),
              "line 8: A level is site, team or team-and-site."),
          arguments(
              integration("description: " + "x".repeat(1001)),
              "line 9: A description must be at most 1000 characters."),
          arguments(integration("scopes: some"), "line 9: Scopes are the word all, or a list."),
          arguments(
              integration("scopes:\n  - site:read\n  - site:delete"),
              "line 11: A scope is one of site:read, site:write, env:read, env:write, env:delete,"
                  + " user:read, user:write."),
          arguments(
              integration("scopes: [[all]]"),
              "line 9: \"scopes\" must be a list of single values."),
          arguments(integration("url: x y"), "line 9: " + urlRule),
          arguments(
              integration("secret: short"), "line 9: A secret must have at least 16 characters."),
          Arguments.of(
              integration("secret: \"sesame open sesame\""),
              "line 9: A signing secret holds no blanks."),
          arguments(integration("visibility: all"), "line 9: A visibility is public or private."),
          arguments(integration("connector: maybe"), "line 9: This must be true or false."));
    }

    @ParameterizedTest
    @MethodSource
    void inOneValue(String text, String mistake) throws IOException {
      assertThat(mistakes(text)).containsExactly(mistake);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "users: [{ name: Ada }]            | A user needs \"id\".",
          "users: [{ id: ada }]              | A user needs \"name\".",
          "users: [{ id: , name: Ada }]      | A user needs \"id\".",
          "users: [{ id: ada, name: ~ }]     | A user needs \"name\".",
          "users: [{ id: ada, name: Ada, tokens: [{}] }] | A token needs \"name\".",
          "teams: [{ name: Acme }]           | A team needs \"id\".",
          "teams: [{ id: a, name: A, members: [{ role: owner }] }] | A member needs \"user\".",
          "teams: [{ id: a, name: A, sites: [{ id: s }] }] | A site needs \"name\".",
        })
    void areRequiredKeysThatAreMissing(String text, String mistake) throws IOException {
      assertThat(mistakes(text)).containsExactly("line 1: " + mistake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slug", "name", "team", "level"})
    void areRequiredKeysOfAnIntegrationThatAreMissing(String key) throws IOException {
      String text =
          integration("description: x")
              .replaceFirst("(?s)(.*)\\b" + key + ": \\S+", "$1connector: false");
      assertThat(mistakes(text))
          .containsExactly("line 5: An integration needs \"%s\".".formatted(key));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "user: []                         | The file has no \"user\"; it may have \"users\","
              + " \"teams\" and \"integrations\".",
          "users: [{ id: a, name: A, mail: x }] | A user has no \"mail\"; it may have \"id\","
              + " \"name\", \"email\", \"admin\" and \"tokens\".",
          "users: [{ id: a, name: A, tokens: [{ name: t, text: x }] }] | A token has no \"text\";"
              + " it may have \"name\", \"token\" and \"expires\".",
          "teams: [{ id: a, name: A, owner: x }] | A team has no \"owner\"; it may have \"id\","
              + " \"name\", \"slug\", \"members\" and \"sites\".",
          "teams: [{ id: a, name: A, sites: [{ id: s, name: S, x: }] }] | A site has no \"x\"; it"
              + " may have \"id\", \"name\" and \"url\".",
        })
    void areUnknownKeysAtEveryLevel(String text, String mistake) throws IOException {
      assertThat(mistakes(text)).containsExactly("line 1: " + mistake);
    }

    @Test
    void areKeysThatStandTwice() throws IOException {
      assertThat(mistakes(user("name: Eve")))
          .containsExactly("line 4: This key stands in line 3 already.");
    }

    @Test
    void areThingsThatAreDeclaredTwice() throws IOException {
      String text =
          """
          users:
            - { id: ada, name: Ada, tokens: [{ name: t, token: ${ADA_TOKEN} }] }
            - id: bob
              name: Bob
              tokens:
                - name: t
                  token: ${ADA_TOKEN}
                - name: t
            - { id: ada, name: Eve }
          teams:
            - id: acme
              name: Acme
              members:
                - { user: ada, role: owner }
                - { user: ada, role: viewer }
              sites:
                - { id: www, name: www }
            - id: other
              name: Other
              sites:
                - { name: www, id: www }
            - { name: Acme, id: acme }
          integrations:
            - { slug: cool, name: Cool, team: acme, level: site }
            - { slug: cool, name: Cool, team: other, level: team }
          """
              .replace("token: ${ADA_TOKEN} }", "token: \"${ADA_TOKEN}\" }");
      assertThat(mistakes(text))
          .containsExactly(
              "line 7: The token of this very text stands in line 2 already.",
              "line 8: The token of this name stands in line 6 already.",
              "line 9: The user ada stands in line 2 already.",
              "line 15: The member ada stands in line 14 already.",
              "line 21: The site www stands in line 17 already.",
              "line 22: The team acme stands in line 11 already.",
              "line 25: The integration cool stands in line 24 already.");
    }

    @Test
    void areReferencesToWhatIsNotInTheFile() throws IOException {
      assertThat(mistakes(integration("").replace("team: acme", "team: acne") + "users: []\n"))
          .containsExactly("line 7: There is no team acne in this file.");
      assertThat(mistakes(team("members:\n  - role: owner\n    user: eve")))
          .containsExactly("line 6: There is no user eve in this file.");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "id: acme      | id: the acme                     | 2",
          "id: acme      | ident: acme                      | 2",
          "name: Acme    | name: Acme\\n    id: acme         | 4",
          "- id: acme\\n    name: Acme | - acme               | 2",
          "- id: acme\\n    name: Acme | acme: { name: Acme } | 2",
        })
    void ofADeclarationAreNotToldAgainWhereItIsReferredTo(String right, String wrong, int line)
        throws IOException {
      String text = integration("").replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
      assertThat(mistakes(text)).allSatisfy(it -> assertThat(it).startsWith("line " + line + ":"));
    }

    @Test
    void areToldTogetherInTheOrderOfTheirLines() throws IOException {
      String text =
          """
          integrations:
            - slug: Cool
              name: ""
              team: acme corp
              level: sites
              colour: blue
          teams:
            - id: the acme
              members:
                - { user: eve, role: boss }
              sites:
                - { id: www }
          users:
            - id: ada lovelace
              name: Ada
              tokens:
                - { name: laptop, token: short, expires: never }
                - {}
          """;
      assertThat(mistakes(text))
          .containsExactly(
              "line 2: A slug must be 1 to 100 characters out of a-z, 0-9 and -.",
              "line 3: A name must be 1 to 80 visible characters.",
              "line 4: A team id must be 1 to 64 characters out of A-Z, a-z, 0-9, _ and -.",
              "line 5: A level is site, team or team-and-site.",
              "line 6: An integration has no \"colour\"; it may have \"slug\", \"name\","
                  + " \"description\", \"team\", \"level\", \"scopes\", \"url\", \"secret\","
                  + " \"previousSecret\", \"visibility\", \"buildEventHandlers\" and"
                  + " \"connector\".",
              "line 8: A team id must be 1 to 64 characters out of A-Z, a-z, 0-9, _ and -.",
              "line 8: A team needs \"name\".",
              "line 10: A role is owner, developer or viewer.",
              "line 12: A site needs \"name\".",
              "line 14: A user id must be 1 to 64 characters out of A-Z, a-z, 0-9, _ and -.",
              "line 17: A token must be 20 to 200 visible ASCII characters other than = and ;,"
                  + " and whole if it begins with slip, a letter and _.",
              "line 17: A time must look like 2027-01-01T00:00:00Z.",
              "line 18: A token needs \"name\".");
      assertThat(refused())
          .hasMessageStartingWith(
              "The platform file %s has 13 mistakes; nothing of it was applied:\n  line 2: A slug"
                  .formatted(file));
    }
  }

  @Nested
  class Secrecy {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "token: %s short",
          "token: ${%s}",
          "token: *%s",
          "token: !a!%s x",
          "token: &%s",
          "token: {%s: x}",
          "token: [%s]",
          "token: \"%s",
          "token: |%s",
          "token: @%s",
          "token:%s",
          "token: \"\\x%s\"",
          "%s: x",
          "%s",
          "{ token:%s }",
          "expires: %s"
        })
    void noMistakeShowsWhatMayBeAToken(String line) throws IOException {
      assertThat(mistakes(token(line.formatted("q7".repeat(15) + "="))))
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it).doesNotContain("q7q7"));
    }

    @Test
    void noMistakeShowsASecretOrThePasswordInAUrl() throws IOException {
      assertThat(mistakes(integration("secret: sesame\nurl: \"http://ada:sesame@x/ y\"")))
          .hasSize(2)
          .allSatisfy(it -> assertThat(it).doesNotContain("sesame"));
      assertThat(mistakes(integration("url: \"http://ada:sesame@x/\"")))
          .hasSize(1)
          .allSatisfy(it -> assertThat(it).doesNotContain("sesame"));
    }

    @Test
    void aDeclarationDoesNotShowItsTokensAndSecrets() throws IOException {
      assertThat(read(EXAMPLE).toString()).doesNotContain(TOKEN).doesNotContain(SECRET);
    }
  }

  @Nested
  class UnreadableFiles {

    @Test
    void thatAreNotThereAreRefused() {
      assertThat(refused().mistakes()).containsExactly(whole("there is none."));
      assertThat(refused())
          .hasMessage(
              "The platform file %s has 1 mistake; nothing of it was applied:\n".formatted(file)
                  + "  The file can't be read: there is none.");
    }

    @Test
    void thatAreFoldersAreRefused() throws IOException {
      Files.createDirectory(file);
      assertThat(refused().mistakes()).containsExactly(whole("it is a folder."));
    }

    @Test
    void ofMoreThanAMebibyteAreRefused() throws IOException {
      String mebibyte =
          "# a comment of 32 characters ...\n".repeat(32 * 1024).substring(0, 1 << 20);
      assertThat(read(mebibyte)).isNotNull();
      Files.writeString(file, mebibyte + "#");
      assertThat(refused().mistakes()).containsExactly(whole("it has more than 1 MiB."));
    }

    private static Mistake whole(String why) {
      return new Mistake(0, "The file can't be read: " + why);
    }

    @Test
    void thatAreNotUtf8AreRefusedWithTheLine() throws IOException {
      Files.write(file, user("email: é").getBytes(StandardCharsets.ISO_8859_1));
      assertThat(refused().mistakes()).containsExactly(new Mistake(4, "This is not UTF-8."));
    }
  }

  @Nested
  class Yaml {

    private static Stream<Arguments> broken() {
      return Stream.of(
          arguments("users: [\n", 2, "This is not YAML: expected the node content."),
          arguments(
              "users:\n  - id: ada\n  name: x\n", 3, "This is not YAML: expected <block end>."),
          arguments(
              "users:\n\t- id: ada\n",
              2,
              "This is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not"
                  + " use \\t(TAB) for indentation)."),
          arguments("users: a: b\n", 1, "This is not YAML: mapping values are not allowed here."),
          arguments("users:\n  - \"ada\n", 3, "This is not YAML: found unexpected end of stream."),
          arguments("users: []\n\u0007", 2, "This is not YAML: it holds a control character."),
          arguments("# 😀😀\nx: \u0007", 2, "This is not YAML: it holds a control character."),
          arguments(
              "users: []\n---\nteams: []\n", 2, "A second document begins here: a file holds one."),
          arguments("- users\n", 1, "Here must be keys with values: the file has keys."),
          arguments("users", 1, "Here must be keys with values: the file has keys."),
          arguments("? [users]\n: []\n", 1, "A key must be a single word."),
          arguments("users:\n  - ada\n", 2, "Here must be keys with values: a user has keys."),
          arguments("users: " + "[".repeat(21) + "]".repeat(21), 1, "This is nested too deeply."),
          arguments(
              "users:\n  " + "[".repeat(500_000) + "]".repeat(500_000),
              2,
              "This is nested too deeply."),
          arguments("users: &u\n", 1, ALIAS),
          arguments("users:\n  - *nobody\n", 2, ALIAS));
    }

    private static final String ALIAS =
        "Anchors (&) and aliases (*) can't be used here. Write the value out, or in quotes if it is"
            + " a text.";

    @ParameterizedTest
    @MethodSource("broken")
    void isToldWithItsLine(String text, int line, String sentence) throws IOException {
      Files.writeString(file, text);
      assertThat(refused().mistakes()).containsExactly(new Mistake(line, sentence));
    }

    @Test
    void ofAliasesThatMultiplyIsRefusedAtOnce() throws IOException {
      StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
      for (int i = 1; i < 20; i++) {
        bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
      }
      assertThat(mistakes(bomb.toString()))
          .hasSize(58)
          .startsWith("line 1: " + ALIAS)
          .endsWith("line 20: " + ALIAS);
    }
  }
}
