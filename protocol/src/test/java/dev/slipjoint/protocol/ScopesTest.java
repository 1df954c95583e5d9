package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

  private static List<Scopes> everySet() {
    List<Scopes> sets = new ArrayList<>(List.of(Scopes.NONE));
    for (Scope scope : Scope.values()) {
      for (Scopes smaller : List.copyOf(sets)) {
        EnumSet<Scope> larger = EnumSet.of(scope);
        larger.addAll(smaller.granted());
        sets.add(new Scopes(larger));
      }
    }
    return sets;
  }

  @Test
  void areReadAsTheyAreWritten() {
    assertThat(everySet())
        .hasSize(128)
        .allSatisfy(scopes -> assertThat(Scopes.ofWireName(scopes.wireName())).isEqualTo(scopes));
  }

  @Test
  void allIsOneWord() {
    assertThat(Scopes.ALL.wireName()).isEqualTo("all");
    assertThat(Scopes.ofWireName("all").granted()).isEqualTo(EnumSet.allOf(Scope.class));
  }

  @Test
  void allThatAreNamedOneByOneAreAll() {
    String everyOne =
        Stream.of(Scope.values()).map(Scope::wireName).collect(Collectors.joining(","));

    assertThat(Scopes.ofWireName(everyOne)).isEqualTo(Scopes.ALL);
  }

  @Test
  void noneIsTheEmptyText() {
    assertThat(Scopes.NONE.wireName()).isEmpty();
    assertThat(Scopes.ofWireName("")).isEqualTo(Scopes.NONE);
    assertThat(Scopes.ofWireNames(List.of())).isEqualTo(Scopes.NONE);
  }

  @Test
  void areWrittenInOneOrderAndOnce() {
    assertThat(Scopes.ofWireName("user:write,site:read,user:write").wireName())
        .isEqualTo("site:read,user:write");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        ",",
        "site:read,",
        ",site:read",
        "site:read, env:read",
        "all,site:read",
        "site:read,all",
        "ALL",
        "SITE:READ",
        "site:*",
        "site",
        "site:delete",
        "SITE_READ"
      })
  void noOtherWordIsAScope(String text) {
    assertThatThrownBy(() -> Scopes.ofWireName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site:read");
  }

  @Test
  void cannotBeWidenedFromOutside() {
    EnumSet<Scope> given = EnumSet.of(Scope.SITE_READ);
    Scopes scopes = new Scopes(given);
    given.add(Scope.USER_WRITE);

    assertThat(scopes.granted()).containsExactly(Scope.SITE_READ);
    assertThatThrownBy(() -> scopes.granted().add(Scope.USER_WRITE))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void haveTheNamesOfTheDocumentation() {
    assertThat(Scope.values())
        .extracting(Scope::wireName)
        .containsExactly(
            "site:read",
            "site:write",
            "env:read",
            "env:write",
            "env:delete",
            "user:read",
            "user:write");
  }
}
