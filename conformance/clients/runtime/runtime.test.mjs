// The published TypeScript runtime, unchanged, serving integration.ts: its handlers are called as a host site calls them,
// and what they ask of the platform is answered by the server under test.
import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { sent } from "./redirect.mjs";
import { compiled } from "./compiled.mjs";
import { NetlifyIntegration } from "@netlify/sdk";
import { clientOf, disableEverything, onSite, onTeam, ownerToken, siteId, slug, teamId, viewerToken } from "../platform.mjs";

const { integration } = await compiled("integration.ts");
// As the published build command does it in the entry that it generates.
integration._slug = slug;

const owner = clientOf(ownerToken);
const site = onSite(siteId);
const team = onTeam(teamId);
const siteRoute = `/site/${siteId}/integrations/${slug}`;
const teamRoute = `/team/${teamId}/integrations/${slug}`;

beforeEach(async () => {
  await disableEverything();
  sent.length = 0;
  // The runtime tells every refusal to the console too.
  mock.method(console, "error", () => {});
  mock.method(console, "warn", () => {});
});

describe("The documentation's handlers", () => {
  test("a context is set on a site and on its team, and read straight off the answers", async () => {
    await call("on-enable", { body: { siteId, teamId, forceEnableTeam: true } });

    assert.equal((await call("cool-function", { query: { siteId } })).statusCode, 200);
    assert.equal((await call("team-function", { query: { teamId } })).statusCode, 200);
    const read = await call("read-function", { method: "GET", query: { siteId, teamId } });

    assert.equal(read.statusCode, 200);
    assert.deepEqual(JSON.parse(read.body), { site: "kept for the site", team: "kept for the team" });
    assert.deepEqual((await site.read(owner)).config, { custom_field: "kept for the site" });
    assert.deepEqual((await team.read(owner)).config, { custom_field: "kept for the team" });
  });

  test("a handler that needs what is not enabled fails as upstream", async () => {
    const answer = await call("cool-function", { query: { siteId } });

    assert.equal(answer.statusCode, 500);
    assert.equal(answer.body, "An unhandled error occurred");
    assert.equal(answer.headers["Access-Control-Allow-Origin"], "*");
  });

  test("the token is taken from the cookie too", async () => {
    await site.enable(owner, {});

    const answer = await call("cool-function", {
      query: { siteId },
      headers: { cookie: `theme=dark; _nf-auth=${ownerToken}` },
    });

    assert.equal(answer.statusCode, 200);
    assert.equal((await site.read(owner)).custom_field, "kept for the site");
  });

  test("without a token a handler is not called and nothing is sent", async () => {
    const answer = await call("cool-function", { query: { siteId }, headers: {} });

    assert.equal(answer.statusCode, 401);
    assert.deepEqual(JSON.parse(answer.body), { error: "Unauthorized" });
    assert.deepEqual(sent, []);
  });
});

describe("Enabling through the runtime", () => {
  test("on-enable enables the site, switches its build event handlers on and runs the author's logic, all with the user's token", async () => {
    const answer = await call("on-enable", { body: { siteId } });

    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body, "Welcome");
    const read = await site.read(owner);
    assert.deepEqual(read.config, { times_enabled: 1 });
    assert.equal(read.has_build_hook_enabled, true);
    assert.deepEqual(requestsSent(), [`POST ${siteRoute}`, `PUT ${siteRoute}`, `GET ${siteRoute}`, `PUT ${siteRoute}`]);
    // Netlify: the token that enabling handed out is put on the client and never sent.
    assert.ok(sent.every(({ token }) => token === ownerToken));
  });

  test("on-enable of what is enabled already is a success, keeps the context and runs the author's logic again", async () => {
    await site.enable(owner, { custom_field: "kept" });

    const answer = await call("on-enable", { body: { siteId } });

    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body, "Welcome");
    assert.deepEqual((await site.read(owner)).config, { custom_field: "kept", times_enabled: 1 });
  });

  test("on-enable leaves the team alone unless it is told to enable it too", async () => {
    await call("on-enable", { body: { siteId, teamId } });
    await assert.rejects(team.read(owner), { status: 404 });

    await disableEverything();
    const answer = await call("on-enable", { body: { siteId, teamId, forceEnableTeam: true } });

    assert.equal(answer.statusCode, 200);
    assert.deepEqual((await site.read(owner)).config, { times_enabled: 1 });
    assert.deepEqual((await team.read(owner)).config, {});
  });

  test("on-enable of a team alone enables the team alone", async () => {
    assert.equal((await call("on-enable", { body: { teamId } })).statusCode, 200);

    assert.deepEqual((await team.read(owner)).config, {});
    await assert.rejects(site.read(owner), { status: 404 });
  });

  test("the runtime's own answers say enabled the first time and already enabled the second", async () => {
    const plain = withoutLogicOfItsOwn(slug);

    for (const message of ["Integration enabled", "Integration already enabled"]) {
      const answer = await call("on-enable", { body: { siteId } }, plain);
      assert.equal(answer.statusCode, 200);
      assert.deepEqual(JSON.parse(answer.body), { message });
    }
  });

  test("an unknown integration and a wrong token become 401", async () => {
    const unknown = await call("on-enable", { body: { siteId } }, withoutLogicOfItsOwn("nobody-registered-this"));
    assert.equal(unknown.statusCode, 401);
    assert.deepEqual(JSON.parse(unknown.body), { message: "Unauthorized" });
    // Only the code `invalid_integration_slug` makes the runtime warn.
    assert.match(console.warn.mock.calls[0].arguments[0], /Invalid integration slug/);

    const wrong = await call("on-enable", {
      body: { siteId },
      headers: { "netlify-token": "a-token-that-nobody-was-ever-given" },
    });
    assert.equal(wrong.statusCode, 401);
    assert.deepEqual(JSON.parse(wrong.body), { message: "Unauthorized" });
    await assert.rejects(site.read(owner), { status: 404 });
  });

  test("any other refusal becomes 500", { skip: viewerToken ? false : "VIEWER_TOKEN is not set" }, async () => {
    const answer = await call("on-enable", { body: { siteId }, headers: { "netlify-token": viewerToken } });

    assert.equal(answer.statusCode, 500);
    assert.deepEqual(JSON.parse(answer.body), { message: "Failed to enable integration" });
  });
});

describe("Disabling through the runtime", () => {
  test("on-disable runs the author's logic while the context can be read, then disables the site and, told so, the team", async () => {
    await call("on-enable", { body: { siteId, teamId, forceEnableTeam: true } });
    sent.length = 0;

    const answer = await call("on-disable", { query: { siteId, teamId, forceDisableTeam: "true" } });

    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body, "Integration disabled");
    assert.deepEqual(requestsSent(), [`GET ${siteRoute}`, `DELETE ${siteRoute}`, `DELETE ${teamRoute}`]);
    await assert.rejects(site.read(owner), { status: 404 });
    await assert.rejects(team.read(owner), { status: 404 });
  });

  test("on-disable leaves the team alone unless it is told to disable it too", async () => {
    await call("on-enable", { body: { siteId, teamId, forceEnableTeam: true } });

    assert.equal((await call("on-disable", { query: { siteId, teamId } })).statusCode, 200);

    await assert.rejects(site.read(owner), { status: 404 });
    assert.deepEqual((await team.read(owner)).config, {});
  });

  test("a refusal of the author's logic keeps the integration enabled", async () => {
    await site.enable(owner, { locked: true });

    const answer = await call("on-disable", { query: { siteId } });

    assert.equal(answer.statusCode, 423);
    assert.equal(answer.body, "Unlock it first");
    assert.deepEqual((await site.read(owner)).config, { locked: true });
  });

  test("on-disable of what is not enabled becomes 500", async () => {
    const answer = await call("on-disable", { query: { siteId } }, withoutLogicOfItsOwn(slug));

    assert.equal(answer.statusCode, 500);
    assert.deepEqual(JSON.parse(answer.body), { message: "Failed to disable integration" });
  });
});

/** Calls a handler with the event that a host site's function is given. */
function call(name, { method = "POST", query = {}, body, headers = { "netlify-token": ownerToken } }, by = integration) {
  const path = `/.netlify/functions/handler/${name}`;
  const rawQuery = new URLSearchParams(query).toString();
  return by.baseHandler(
    {
      rawUrl: `https://integration.example${path}?${rawQuery}`,
      rawQuery,
      path,
      httpMethod: method,
      headers,
      multiValueHeaders: listed(headers),
      queryStringParameters: query,
      multiValueQueryStringParameters: listed(query),
      body: body === undefined ? null : JSON.stringify(body),
      isBase64Encoded: false,
    },
    {},
  );
}

function listed(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
}

function requestsSent() {
  return sent.map(({ request }) => request);
}

function withoutLogicOfItsOwn(slugOfIt) {
  const plain = new NetlifyIntegration();
  plain._slug = slugOfIt;
  return plain;
}
