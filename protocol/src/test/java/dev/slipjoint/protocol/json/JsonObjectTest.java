package dev.slipjoint.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  @Test
  void aNameThatIsPutTwiceKeepsItsFirstPlaceAndLastValue() {
    JsonObject object = JsonObject.builder().put("a", 1).put("b", true).put("a", "x").build();

    assertThat(object).hasToString("{\"a\":\"x\",\"b\":true}");
  }

  @Test
  void laterChangesOfWhatItWasMadeFromDoNotReachIt() {
    Map<String, JsonValue> members = new LinkedHashMap<>(Map.of("a", JsonLiteral.NULL));
    JsonObject object = new JsonObject(members);
    JsonObject.Builder builder = JsonObject.builder().put("a", 1);
    JsonObject built = builder.build();

    members.clear();
    builder.put("b", 2);

    assertThat(object).hasToString("{\"a\":null}");
    assertThat(built).hasToString("{\"a\":1}");
    assertThatThrownBy(() -> object.members().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aStringIsFoundByItsName() {
    JsonObject object = JsonReader.readObject("{\"a\":\"x\",\"b\":1}");

    assertThat(object.string("a")).isEqualTo("x");
    assertThat(object.find("b")).contains(JsonNumber.of(1));
    assertThat(object.find("c")).isEmpty();
    assertThatThrownBy(() -> object.string("b")).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> object.string("c")).isInstanceOf(NoSuchElementException.class);
  }
}
