package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus is told, read line by line as its text format says; what it can't be, fails. */
record Scrape(String text, Map<String, Double> samples) {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) .+");
  private static final Pattern TYPE =
      Pattern.compile(
          "# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{" + LABEL + "(?:," + LABEL + ")*,?})?) (\\S+)");
  private static final Pattern VALUE =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|Inf)|NaN");

  static Scrape of(TestServer server) {
    return of(server.asOperator());
  }

  static Scrape of(Asker operator) {
    Reply reply = operator.get("/metrics");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    return read(reply.text());
  }

  private static Scrape read(String text) {
    assertThat(text).endsWith("\n");
    Map<String, Double> samples = new LinkedHashMap<>();
    Set<String> families = new HashSet<>();
    String family = "";
    for (String line : text.split("\n", -1)) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        family = type.group(1);
        assertThat(families.add(family)).as("the only family %s", family).isTrue();
      } else if (sample.matches()) {
        assertThat(sample.group(2))
            .as("a sample of the family %s", family)
            .matches(Pattern.quote(family) + "(_bucket|_sum|_count)?");
        assertThat(sample.group(3)).as(line).matches(VALUE);
        assertThat(samples.put(sample.group(1), number(sample.group(3)))).as(line).isNull();
      } else {
        assertThat(line.isEmpty() || HELP.matcher(line).matches()).as(line).isTrue();
      }
    }
    return new Scrape(text, samples);
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  /** The sum of all samples of that name that have those labels, such as {@code status="200"}. */
  double sum(String name, String... labels) {
    return samples.entrySet().stream()
        .filter(it -> it.getKey().replaceFirst("\\{.*", "").equals(name))
        .filter(it -> List.of(labels).stream().allMatch(it.getKey()::contains))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The names of its samples. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.keySet().forEach(it -> names.add(it.replaceFirst("\\{.*", "")));
    return names;
  }

  /** Every value that the label of that name has. */
  Set<String> values(String label) {
    Set<String> values = new TreeSet<>();
    Pattern.compile("[{,]" + label + "=\"([^\"]*)\"")
        .matcher(String.join("\n", samples.keySet()))
        .results()
        .forEach(it -> values.add(it.group(1)));
    return values;
  }
}
