package dev.slipjoint.benchmarks;

/** Why there are no figures, in one sentence: a wrong answer is never counted as a quick one. */
@SuppressWarnings("serial") // never serialized
final class BenchmarkFailed extends RuntimeException {
  BenchmarkFailed(String sentence) {
    super(sentence);
  }

  BenchmarkFailed(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
