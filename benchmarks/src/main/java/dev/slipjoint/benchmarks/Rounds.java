package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** The rounds of some lanes, which take turns, so that a slow minute of the machine hits all. */
final class Rounds {
  private final Map<Part, List<Round>> rounds = new EnumMap<>(Part.class);

  private Rounds() {}

  static Rounds of(List<? extends Lane> lanes, Options options)
      throws IOException, InterruptedException {
    Rounds rounds = new Rounds();
    for (Lane lane : lanes) {
      lane.warmUp(options.warmUp());
      rounds.rounds.put(lane.part(), new ArrayList<>());
    }
    for (int i = 0; i < options.rounds(); i++) {
      // There and back: nobody is always the one after the slowest.
      for (Lane lane : i % 2 == 0 ? lanes : lanes.reversed()) {
        rounds.of(lane.part()).add(lane.round(options.round()));
      }
    }
    return rounds;
  }

  private List<Round> of(Part part) {
    return rounds.getOrDefault(part, List.of());
  }

  boolean has(Part part) {
    return rounds.containsKey(part);
  }

  Spread spread(Part part, ToDoubleFunction<Round> figure) {
    return Spread.of(of(part).stream().mapToDouble(figure).toArray());
  }

  /** The figure of one lane for each of another's, round by round. */
  Spread ratio(Part part, Part other, ToDoubleFunction<Round> figure) {
    ToDoubleBiFunction<Round, Round> ratio =
        (mine, theirs) -> figure.applyAsDouble(mine) / figure.applyAsDouble(theirs);
    double[] ratios = new double[of(part).size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ratio.applyAsDouble(of(part).get(i), of(other).get(i));
    }
    return Spread.of(ratios);
  }
}
