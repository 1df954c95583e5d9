package dev.slipjoint.benchmarks;

/**
 * What one round on one lane brought.
 *
 * @param rate requests in a second
 * @param p50 milliseconds within which half of them were answered
 * @param p99 and 99 in 100
 * @param server microseconds of the processor that the server took for one
 * @param integration the same of the integration; not a number where there is none
 */
record Round(double rate, double p50, double p99, double server, double integration) {}
