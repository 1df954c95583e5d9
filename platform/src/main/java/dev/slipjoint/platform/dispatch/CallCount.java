package dev.slipjoint.platform.dispatch;

/**
 * How many calls there were.
 *
 * @param failures how many of them failed
 */
public record CallCount(int calls, int failures) {
  static final CallCount NONE = new CallCount(0, 0);

  CallCount plus(CallCount other) {
    return new CallCount(calls + other.calls, failures + other.failures);
  }

  CallCount plus(boolean failed) {
    return new CallCount(calls + 1, failures + (failed ? 1 : 0));
  }

  int successes() {
    return calls - failures;
  }
}
