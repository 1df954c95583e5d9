package dev.slipjoint.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAddressesTest {

  private static boolean allows(String text, String address, int port) {
    return PrivateAddresses.parse(text).allows(AddressText.parse(address).orElseThrow(), port);
  }

  @Test
  void withoutEntriesAllowNothing() {
    assertThat(PrivateAddresses.parse(" ")).isEqualTo(PrivateAddresses.none());
    assertThat(allows("", "127.0.0.1", 80)).isFalse();
  }

  @Test
  void allowTheAddressesOfARangeAndNoOthers() {
    assertThat(allows("10.1.0.0/16", "10.1.255.255", 1)).isTrue();
    assertThat(allows("10.1.0.0/16", "10.2.0.0", 1)).isFalse();
    assertThat(allows("10.1.0.0/16", "10.0.255.255", 1)).isFalse();
    assertThat(allows("[fd00::/9]", "fd7f::1", 1)).isTrue();
    assertThat(allows("[fd00::/9]", "fd80::1", 1)).isFalse();
    assertThat(allows("0.0.0.0/0", "1.2.3.4", 1)).isTrue();
    assertThat(allows("0.0.0.0/0", "::1", 1)).isFalse();
  }

  @Test
  void allowOnePortIfTheyNameOne() {
    assertThat(allows("127.0.0.1:9000,[::1]:9001", "127.0.0.1", 9000)).isTrue();
    assertThat(allows("127.0.0.1:9000,[::1]:9001", "127.0.0.1", 9001)).isFalse();
    assertThat(allows("127.0.0.1:9000,[::1]:9001", "::1", 9001)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::a00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2001:0:a00:1::1"})
  void neverAllowAnAddressThatCarriesAnother(String address) {
    assertThat(allows("[::/0]", address, 80)).isFalse();
    assertThat(allows("[::/0]", "::1", 80)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.1",
        "::1",
        "[127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/",
        "[fd00::]/8",
        "[fd00::1/8]",
        "127.0.0.1,",
        "127.0.0.1 127.0.0.2",
        "[fe80::1%eth0]"
      })
  void areRefusedWithASentence(String text) {
    assertThatThrownBy(() -> PrivateAddresses.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(".");
  }
}
