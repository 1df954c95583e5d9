package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing is ever half enabled: every way in which an integration behaves, with somebody else
 * asking for something else meanwhile, and with a fault at each point at which there can be one.
 */
class OperationFaultsTest {

  @Test
  void noFaultLeavesAnythingHalfEnabled() throws IOException {
    SagaSweep sweep = new SagaSweep(SagaWorld::new, 450, 20).swept();

    System.out.println(sweep);
    FaultPoints.SEEN.forEach(System.out::println);
    assertThat(sweep.violations()).isEmpty();
    assertThat(sweep.combinations()).isGreaterThanOrEqualTo(400);
  }

  @Test
  @Tag("proof")
  void noneOfThousandsDoes() throws IOException {
    SagaSweep sweep =
        new SagaSweep(SagaWorld::new, Integer.getInteger("slipjoint.combinations", 5000), 11)
            .swept();

    System.out.println(sweep);
    assertThat(sweep.violations()).isEmpty();
  }
}
