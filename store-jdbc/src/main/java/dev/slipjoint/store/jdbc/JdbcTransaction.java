package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.store.DeliveryTable;
import dev.slipjoint.platform.store.EndpointTable;
import dev.slipjoint.platform.store.EventTable;
import dev.slipjoint.platform.store.InstallationTable;
import dev.slipjoint.platform.store.IntegrationTable;
import dev.slipjoint.platform.store.JournalTable;
import dev.slipjoint.platform.store.OperationTable;
import dev.slipjoint.platform.store.ProblemTable;
import dev.slipjoint.platform.store.TaskTable;
import dev.slipjoint.platform.store.TeamTable;
import dev.slipjoint.platform.store.TokenTable;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.platform.store.UserTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The tables, as one session sees them. */
record JdbcTransaction(Session session, Instant now) implements Transaction {

  /** In whole microseconds, so that a time that was stored equals the one that was meant. */
  JdbcTransaction {
    now = now.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public UserTable users() {
    return new UserRows(session);
  }

  @Override
  public TeamTable teams() {
    return new TeamRows(session);
  }

  @Override
  public IntegrationTable integrations() {
    return new IntegrationRows(session);
  }

  @Override
  public InstallationTable installations() {
    return new InstallationRows(session);
  }

  @Override
  public TokenTable tokens() {
    return new TokenRows(session);
  }

  @Override
  public OperationTable operations() {
    return new OperationRows(session);
  }

  @Override
  public TaskTable tasks() {
    return new TaskRows(session);
  }

  @Override
  public EventTable events() {
    return new EventRows(session);
  }

  @Override
  public EndpointTable endpoints() {
    return new EndpointRows(session);
  }

  @Override
  public DeliveryTable deliveries() {
    return new DeliveryRows(session);
  }

  @Override
  public ProblemTable problems() {
    return new ProblemRows(session);
  }

  @Override
  public JournalTable journal() {
    return new JournalRows(session);
  }
}
