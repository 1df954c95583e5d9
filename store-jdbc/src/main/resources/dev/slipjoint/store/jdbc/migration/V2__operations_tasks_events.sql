-- An installation may be on its way: 'enabling', 'enabled' or 'disabling'.
ALTER TABLE installations ADD COLUMN state text NOT NULL DEFAULT 'enabled';

-- The secret before the present one, good as well while an integration's hosts change over.
ALTER TABLE integrations ADD COLUMN previous_secret text;

-- Enablings and disablings, written down before they begin; they stay as the record of what happened.
-- They are asked for by their id alone, which says nothing about whose they are.
CREATE TABLE operations (
  id text NOT NULL PRIMARY KEY,
  team_id text NOT NULL,
  target_kind text NOT NULL,
  target_id text NOT NULL,
  slug text NOT NULL,
  generation bigint NOT NULL,
  kind text NOT NULL,
  phase text NOT NULL,
  started_by text NOT NULL,
  started_at bigint NOT NULL,
  deadline bigint NOT NULL,
  attempts bigint NOT NULL,
  sent_at bigint,
  next_attempt_at bigint,
  ended_at bigint,
  failure text,
  reason text,
  forced smallint NOT NULL
);
CREATE INDEX operations_of_installations
  ON operations (team_id, target_kind, target_id, slug, started_at);

-- Work to be done though the process may end: whoever claims it moves due_at on and counts the fence up.
CREATE TABLE tasks (
  team_id text COLLATE ${byCodePoint} NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  due_at bigint NOT NULL,
  fence bigint NOT NULL,
  PRIMARY KEY (team_id, kind, subject)
);
CREATE INDEX tasks_by_due ON tasks (due_at);
CREATE INDEX tasks_of_teams ON tasks (team_id, due_at);

-- What happened, for those who want to be told; in the transaction that made it happen.
CREATE TABLE events (
  team_id text NOT NULL,
  id text NOT NULL,
  type text NOT NULL,
  at bigint NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (team_id, id)
);
CREATE INDEX events_by_time ON events (team_id, at);
