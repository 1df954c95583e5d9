package dev.slipjoint.conformance;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.slipjoint.server.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The specification, as somebody reads it who has nothing else. */
final class OpenApi {
  private static final String ID = "https://slipjoint.invalid/openapi.json";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  private final JsonNode root;
  private final SchemaRegistry schemas;

  /** What can be asked. */
  record Operation(String id, String method, String path, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private OpenApi(JsonNode root) {
    this.root = root;
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            it ->
                it.schemas(Map.of(ID, root.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  static OpenApi read() throws IOException {
    try (InputStream in = Server.class.getResourceAsStream("openapi.yaml")) {
      return of(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static OpenApi of(String yaml) {
    Object content = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new OpenApi(JsonMapper.shared().valueToTree(content));
  }

  JsonNode root() {
    return root;
  }

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(it -> METHODS.contains(it.getKey()))
                    .map(
                        it ->
                            new Operation(
                                it.getValue().path("operationId").asString(""),
                                it.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                it.getValue()))
                    .forEach(all::add));
    return all;
  }

  Operation operation(String id) {
    return operations().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  /** The statuses that are documented for it; {@code default} stands for all others. */
  List<String> statuses(Operation operation) {
    return List.copyOf(operation.node().path("responses").propertyNames());
  }

  /** As what a status is documented. */
  String documented(Operation operation, int status) {
    String own = Integer.toString(status);
    List<String> all = statuses(operation);
    return all.contains(own) || !all.contains("default") ? own : "default";
  }

  /** The response, wherever it is written down. */
  Optional<JsonNode> response(Operation operation, int status) {
    JsonNode response = operation.node().path("responses").path(documented(operation, status));
    return response.isMissingNode() ? Optional.empty() : Optional.of(resolved(response));
  }

  /** The body that it takes, if it takes one. */
  Optional<JsonNode> requestSchema(Operation operation) {
    JsonNode body = operation.node().path("requestBody");
    return body.isMissingNode()
        ? Optional.empty()
        : Optional.of(resolved(body).path("content").path("application/json").path("schema"));
  }

  /** What is wrong with a text under a schema of this document. */
  List<Error> mistakes(JsonNode schema, String json) {
    // A schema that stands somewhere in the document refers to the document's other parts.
    String absolute = schema.toString().replace("\"#/", "\"" + ID + "#/");
    return schemas
        .getSchema(JsonMapper.shared().readTree(absolute))
        .validate(json, InputFormat.JSON);
  }

  /** What a reference leads to, or the node itself. */
  JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : resolved(at(reference.asString()));
  }

  private JsonNode at(String reference) {
    JsonNode found = root.at(reference.substring(1));
    if (found.isMissingNode()) {
      throw new IllegalArgumentException("The specification has no " + reference);
    }
    return found;
  }

  /** Every object and array of the document. */
  Stream<JsonNode> everything() {
    return within(root);
  }

  private static Stream<JsonNode> within(JsonNode node) {
    return Stream.concat(
        Stream.of(node),
        node.isContainer() ? node.values().stream().flatMap(OpenApi::within) : Stream.empty());
  }
}
