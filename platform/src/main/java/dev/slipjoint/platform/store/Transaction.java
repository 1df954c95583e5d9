package dev.slipjoint.platform.store;

import java.time.Instant;

/** The platform's memory within one transaction. Good only while the work runs. */
public interface Transaction {

  /** The time by which tokens expire: the store's own. */
  Instant now();

  /** Users. */
  UserTable users();

  /** Teams, their members and their sites. */
  TeamTable teams();

  /** Integrations. */
  IntegrationTable integrations();

  /** Installations with their contexts. */
  InstallationTable installations();

  /** Tokens. */
  TokenTable tokens();

  /** Operations. */
  OperationTable operations();

  /** Tasks. */
  TaskTable tasks();

  /** Events. */
  EventTable events();

  /** Endpoints. */
  EndpointTable endpoints();

  /** Deliveries of events to endpoints. */
  DeliveryTable deliveries();

  /** Problems that integrations reported. */
  ProblemTable problems();

  /** What happened. */
  JournalTable journal();
}
