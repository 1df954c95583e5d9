-- Who is told of events. A few rows for each owner, looked for at every event.
CREATE TABLE endpoints (
  id text NOT NULL PRIMARY KEY,
  owner_kind text NOT NULL,
  owner_id text NOT NULL,
  team_id text NOT NULL,
  url text NOT NULL,
  description text NOT NULL,
  types text NOT NULL,
  secret text NOT NULL,
  previous_secret text,
  previous_until bigint,
  state text NOT NULL,
  failing_since bigint,
  probes bigint NOT NULL,
  next_probe_at bigint,
  created_at bigint NOT NULL
);
CREATE INDEX endpoints_of_owners ON endpoints (owner_kind, owner_id, created_at);

-- Which event is told to which endpoint, and how far that is; kept for a while when it is over.
CREATE TABLE deliveries (
  team_id text NOT NULL,
  id text NOT NULL,
  endpoint_id text NOT NULL,
  event_team_id text NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  state text NOT NULL,
  attempts bigint NOT NULL,
  sent_at bigint,
  last_status bigint,
  last_error text,
  next_attempt_at bigint,
  created_at bigint NOT NULL,
  ended_at bigint,
  PRIMARY KEY (team_id, id)
);
CREATE INDEX deliveries_of_endpoints ON deliveries (team_id, endpoint_id, created_at, id);
CREATE INDEX deliveries_by_time ON deliveries (team_id, created_at);
CREATE INDEX deliveries_open ON deliveries (team_id, endpoint_id, created_at) WHERE ended_at IS NULL;
