// What Slipjoint's store-backed routes are compared with: what somebody would write for one platform of their own with
// Fastify and better-sqlite3. It opens a copy of the same database, judges by the same rows, and answers the same.
//
//     node server.mjs DATABASE PORT
import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import Fastify from "fastify";

const [file, port] = process.argv.slice(2);
const db = new Database(file);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");

const tokenOf = db.prepare(
  `SELECT kind, user_id, expires_at, team_id, target_kind, target_id, slug, generation
   FROM tokens WHERE hash = ?`,
);
const placeOf = db.prepare(
  `SELECT s.team_id, m.role FROM sites s
   JOIN members m ON m.team_id = s.team_id AND m.user_id = ?
   JOIN users u ON u.id = m.user_id
   WHERE s.id = ?`,
);
const installationOf = db.prepare(
  `SELECT i.generation, i.revision, i.context, i.build_hook FROM installations i
   JOIN integrations n ON n.slug = i.slug
   WHERE i.team_id = ? AND i.target_kind = 'site' AND i.target_id = ? AND i.slug = ? AND i.state <> 'enabling'`,
);
const replace = db.prepare(
  `UPDATE installations SET context = ?, build_hook = ?, revision = revision + 1, changed_at = ?
   WHERE team_id = ? AND target_kind = 'site' AND target_id = ? AND slug = ?`,
);

class Refused extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** The installation that the caller's token lets them see, or a refusal. */
function installation(request) {
  const { site, slug } = request.params;
  const text = request.headers["netlify-token"];
  const token = text && tokenOf.get(createHash("sha256").update(text).digest("hex"));
  if (!token || (token.expires_at !== null && token.expires_at <= Date.now() * 1000)) {
    throw new Refused(401, "unauthorized");
  }
  const place = placeOf.get(token.user_id, site);
  if (!place) {
    throw new Refused(404, "target_not_found");
  }
  const found = installationOf.get(place.team_id, site, slug);
  if (!found) {
    throw new Refused(404, "not_enabled");
  }
  if (token.kind === "installation") {
    const own = token.team_id === place.team_id && token.target_kind === "site" && token.target_id === site;
    if (!own || token.slug !== slug) {
      throw new Refused(404, "target_not_found");
    }
    if (token.generation !== found.generation) {
      throw new Refused(401, "unauthorized");
    }
  }
  return { ...place, ...found };
}

const update = db.transaction((request) => {
  const found = installation(request);
  if (found.role === "viewer") {
    throw new Refused(403, "insufficient_role");
  }
  const { config, has_build_hook_enabled: buildHook } = request.body ?? {};
  if (config !== undefined && (config === null || typeof config !== "object" || Array.isArray(config))) {
    throw new Refused(400, "wrong_type");
  }
  replace.run(
    config === undefined ? found.context : JSON.stringify(config),
    buildHook === undefined ? found.build_hook : Number(buildHook),
    Date.now() * 1000,
    found.team_id,
    request.params.site,
    request.params.slug,
  );
});

const server = Fastify();

server.setErrorHandler((error, request, reply) => {
  const status = error.status ?? error.statusCode ?? 500;
  reply.code(status).send({ error: error.code ?? "unexpected", msg: error.message, status, requestId: request.id });
});

server.addHook("onRequest", (request, reply, done) => {
  reply.header("x-request-id", request.id);
  reply.header("x-content-type-options", "nosniff");
  reply.header("cache-control", "no-store");
  done();
});

server.get("/site/:site/integrations/:slug", (request, reply) => {
  const found = installation(request);
  const config = JSON.parse(found.context);
  reply.send({ ...config, config, has_build_hook_enabled: found.build_hook !== 0 });
});

server.put("/site/:site/integrations/:slug", (request, reply) => {
  update.immediate(request);
  reply.code(204).send();
});

await server.listen({ host: "127.0.0.1", port: Number(port) });
