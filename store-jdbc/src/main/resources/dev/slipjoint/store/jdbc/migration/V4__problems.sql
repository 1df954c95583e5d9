-- What integrations say is wrong with their installations; gone with the installation.
CREATE TABLE problems (
  team_id text NOT NULL,
  target_kind text NOT NULL,
  target_id text NOT NULL,
  slug text NOT NULL,
  problem_key text NOT NULL,
  message text NOT NULL,
  critical smallint NOT NULL,
  reports bigint NOT NULL,
  first_at bigint NOT NULL,
  last_at bigint NOT NULL,
  PRIMARY KEY (team_id, target_kind, target_id, slug, problem_key)
);
