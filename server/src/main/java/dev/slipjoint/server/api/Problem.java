package dev.slipjoint.server.api;

import dev.slipjoint.protocol.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a refusal is told: a status, a stable code, one sentence, and facts of the case.
 *
 * @param facts extra members of the error body
 */
record Problem(int status, String code, String sentence, Map<String, JsonValue> facts) {

  Problem {
    facts = new LinkedHashMap<>(facts);
  }

  Problem(int status, String code, String sentence) {
    this(status, code, sentence, Map.of());
  }

  Problem with(String fact, JsonValue value) {
    Map<String, JsonValue> more = new LinkedHashMap<>(facts);
    more.put(fact, value);
    return new Problem(status, code, sentence, more);
  }
}
