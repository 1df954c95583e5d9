-- SQLite and PostgreSQL take this text alike. Times are microseconds since 1970, switches 0 or 1.
-- No foreign keys: rows of different tenants may live in different places.

-- People.
CREATE TABLE users (
  id text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  admin smallint NOT NULL
);

-- Customers' accounts.
CREATE TABLE teams (
  id text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  slug text NOT NULL
);

-- Who is what in which team.
CREATE TABLE members (
  team_id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  PRIMARY KEY (team_id, user_id)
);

-- Sites: their ids are unique over all teams, because the wire names a site without its team.
CREATE TABLE sites (
  id text NOT NULL PRIMARY KEY,
  team_id text NOT NULL,
  name text NOT NULL,
  url text
);

-- Third parties' programs: every team looks them up by slug alone. The secret is encrypted.
CREATE TABLE integrations (
  slug text NOT NULL PRIMARY KEY,
  team_id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  level text NOT NULL,
  scopes text NOT NULL,
  url text,
  secret text,
  visibility text NOT NULL,
  build_event_handlers smallint NOT NULL,
  connector smallint NOT NULL
);

-- One integration on one target. The context is canonical text: a JSON type would change it.
-- Lists are in the order of code points on every engine, whatever the database's language.
CREATE TABLE installations (
  team_id text NOT NULL,
  target_kind text NOT NULL,
  target_id text NOT NULL,
  slug text COLLATE ${byCodePoint} NOT NULL,
  generation bigint NOT NULL,
  revision bigint NOT NULL,
  context text NOT NULL,
  build_hook smallint NOT NULL,
  connectors smallint NOT NULL,
  enabled_by text NOT NULL,
  enabled_at bigint NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (team_id, target_kind, target_id, slug)
);

-- What callers prove themselves with, by hash: a token says nothing about whose it is.
-- The last five columns are filled where the kind is 'installation'.
CREATE TABLE tokens (
  hash text NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  issued_at bigint NOT NULL,
  expires_at bigint,
  team_id text,
  target_kind text,
  target_id text,
  slug text,
  generation bigint
);
CREATE UNIQUE INDEX tokens_of_users ON tokens (user_id, name) WHERE kind = 'user';
CREATE INDEX tokens_of_installations ON tokens (team_id, target_kind, target_id, slug)
  WHERE kind = 'installation';

-- What happened. An entry of no team has the team ''; the id settles the order within an instant.
CREATE TABLE journal (
  team_id text NOT NULL,
  at bigint NOT NULL,
  id bigint NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  PRIMARY KEY (team_id, at, id)
);
