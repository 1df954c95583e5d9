package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put in comes out the same, or is refused in one clear sentence. */
class ExactJsonTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  static Stream<String> contexts() {
    return Stream.of(
        "{}",
        "{\"b\":1,\"a\":2,\"cc\":3,\"A\":4}",
        "{\"10\":1,\"9\":2,\"1\":3}",
        "{\"empty\":{},\"list\":[],\"null\":null,\"yes\":true,\"no\":false}",
        // Numbers keep their digits.
        "{\"n\":0}",
        "{\"n\":-0}",
        "{\"n\":-0.0}",
        "{\"n\":1.10}",
        "{\"n\":1e2}",
        "{\"n\":1E+2}",
        "{\"n\":1.0e-07}",
        "{\"n\":9007199254740993}",
        "{\"n\":12345678901234567890}",
        "{\"n\":" + "9".repeat(64) + "}",
        "{\"n\":-" + "9".repeat(63) + "}",
        "{\"n\":3.141592653589793238462643383279502884197169399375105820974944}",
        "{\"n\":1.7976931348623157e308}",
        "{\"n\":5e-324}",
        "{\"n\":1e-400}",
        "{\"n\":0.1000000000000000055511151231257827021181583404541015625}",
        // Strings keep their code points.
        "{\"s\":\"\"}",
        "{\"s\":\" blanks \"}",
        "{\"s\":\"é\"}",
        "{\"s\":\"e\u0301\"}",
        "{\"s\":\"\uD83D\uDE00 \uD834\uDD1E\"}",
        "{\"s\":\"\u2028\u2029\uFEFF\uFFFF\uFDD0\u200B\u202E\"}",
        "{\"s\":\"\\\"\\\\/\\b\\f\\n\\r\\t\"}",
        "{\"s\":\"\\u0001\\u001F\u007F\u0080\"}",
        "{\"s\":\"<script>&'</script>\"}",
        "{\"s\":\"${jndi:ldap://x}\"}",
        // Names are data like any other.
        "{\"\":1}",
        "{\"__proto__\":{\"x\":1},\"constructor\":1,\"@class\":\"java.lang.Object\",\"$type\":1}",
        "{\"Aa\":1,\"BB\":2,\"é\":3,\"e\u0301\":4}",
        "{\"a/b\":1,\"a~b\":2,\" \":3,\"\\n\":4,\"\uD83D\uDE00\":5}",
        "{\"a\":[[[]],{\"b\":[{\"c\":null}]}]}");
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void whatIsPutInComesOutTheSame(String context) {
    String path = server.enabled(Kind.SITE, context);
    assertThat(server.asOwner().get(path).text()).isEqualTo(answer(context));

    String other = server.enabled(Kind.SITE, "{\"before\":1}");
    assertThat(server.asOwner().put(other, "{\"config\":" + context + "}").status()).isEqualTo(204);
    assertThat(server.asOwner().get(other).text()).isEqualTo(answer(context));
  }

  private static String answer(String context) {
    String members = context.substring(1, context.length() - 1);
    return "{\"config\":%s,\"has_build_hook_enabled\":false%s}"
        .formatted(context, members.isEmpty() ? "" : "," + members);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ \"b\" : [ 1 , 2 ] ,\t\"a\" : { } } | {\"b\":[1,2],\"a\":{}}",
        "{\"\\u0061\":\"\\u00e9\\/\\u0022\"}  | {\"a\":\"é/\\\"\"}",
        "{\"s\":\"\\ud83d\\ude00\\u000a\"}    | {\"s\":\"\uD83D\uDE00\\n\"}",
        "{\"s\":\"\\u2028\\u007f\"}           | {\"s\":\"\u2028\u007F\"}",
      })
  void onlyBlanksAndNeedlessEscapesAreLost(String sent, String kept) {
    String path = server.enabled(Kind.SITE, sent);

    assertThat(server.asOwner().get(path).text()).isEqualTo(answer(kept));
  }

  /** A body as it is sent, the code, and the pointer; no pointer where it is the whole text. */
  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("{", "invalid_json", ""),
        Arguments.of("{\"config\":{}", "invalid_json", ""),
        Arguments.of("{\"config\":{}}x", "invalid_json", ""),
        Arguments.of("{\"config\":{}}{\"config\":{}}", "invalid_json", ""),
        Arguments.of("{\"config\":{},}", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":[1,]}}", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":NaN}}", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":Infinity}}", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":01}}", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":+1}}", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":.5}}", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":0x10}}", "invalid_json", ""),
        Arguments.of("{\"config\":{/* hm */}}", "invalid_json", ""),
        Arguments.of("{'config':{}}", "invalid_json", ""),
        Arguments.of("{config:{}}", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":\"\n\"}}", "invalid_json", ""),
        Arguments.of("\uFEFF{\"config\":{}}", "invalid_json", ""),
        Arguments.of(" ", "invalid_json", ""),
        Arguments.of("{\"config\":{\"a\":1,\"a\":2}}", "duplicate_key", "/config/a"),
        Arguments.of("{\"config\":{\"a\":1,\"\\u0061\":2}}", "duplicate_key", "/config/a"),
        Arguments.of("{\"config\":{},\"config\":{}}", "duplicate_key", "/config"),
        Arguments.of("{\"x\":{\"b\":[{\"c\":1,\"c\":1}]}}", "duplicate_key", "/x/b/0/c"),
        Arguments.of("{\"config\":{\"a\":\"\\u0000\"}}", "invalid_string", "/config/a"),
        Arguments.of("{\"config\":{\"a\":[0,\"\\ud800\"]}}", "invalid_string", "/config/a/1"),
        Arguments.of("{\"config\":{\"a\":\"\\udc00\\ud800\"}}", "invalid_string", "/config/a"),
        Arguments.of("{\"config\":{\"\\u0000\":1}}", "invalid_string", ""),
        Arguments.of("{\"config\":{\"\\ud800\":1}}", "invalid_string", ""),
        Arguments.of("{\"config\":{\"a\":1e309}}", "number_out_of_range", "/config/a"),
        Arguments.of("{\"config\":{\"a\":-1e400}}", "number_out_of_range", "/config/a"),
        Arguments.of("{\"config\":{\"a\":1e-401}}", "number_out_of_range", "/config/a"),
        Arguments.of("{\"config\":{\"a\":1e2147483648}}", "number_out_of_range", "/config/a"),
        Arguments.of("{\"config\":{\"a\":0e99999999999}}", "number_out_of_range", "/config/a"),
        Arguments.of(
            "{\"config\":{\"a/b\":" + "9".repeat(65) + "}}", "number_out_of_range", "/config/a~1b"),
        Arguments.of("{\"config\":[]}", "config_not_object", "/config"),
        Arguments.of("{\"config\":null}", "config_not_object", "/config"),
        Arguments.of("{\"config\":1}", "config_not_object", "/config"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatCanNotBeKeptIsRefusedWithItsPlace(String body, String code, String pointer) {
    String path = server.fresh(Kind.SITE) + "/cool-integration";
    Reply refusedAtOnce = server.asOwner().post(path, body).refused(400, code);
    server.asOwner().get(path).refused(404, "not_enabled");

    server.asOwner().post(path, "{\"config\":{\"kept\":1}}").token();
    Reply refusedLater = server.asOwner().put(path, body).refused(400, code);
    assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");

    for (Reply refused : new Reply[] {refusedAtOnce, refusedLater}) {
      if (pointer.isEmpty()) {
        assertThat(refused.object().find("pointer")).isEmpty();
      } else {
        assertThat(refused.string("pointer")).isEqualTo(pointer);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"config\":{\"a\":\"\u00C3\"}}", // a sequence that is cut short
        "{\"config\":{\"a\":\"\u00C0\u00AF\"}}", // an overlong slash
        "{\"config\":{\"a\":\"\u00ED\u00A0\u0080\"}}", // a surrogate
        "{\"config\":{\"a\":\"\u00F5\u0080\u0080\u0080\"}}", // beyond Unicode
        "{\"config\":{\"a\":\"\u00FF\"}}",
        "\u00FF\u00FE{\u0000}\u0000", // UTF-16
      })
  void onlyUtf8IsRead(String bytes) {
    String path = server.fresh(Kind.SITE) + "/cool-integration";

    server
        .asOwner()
        .send("POST", path, BodyPublishers.ofByteArray(bytes.getBytes(StandardCharsets.ISO_8859_1)))
        .refused(400, "invalid_json");
  }
}
