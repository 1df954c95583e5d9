// The published TypeScript runtime, unchanged, on a host that the server calls: enabling, disabling and the
// documentation's handlers through the platform, where the user's own token stays.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, mock, test } from "node:test";
import { sent } from "./redirect.mjs";
import { compiled } from "./compiled.mjs";
import { hosted } from "./host.mjs";
import { NetlifyIntegration } from "@netlify/sdk";
import {
  clientOf,
  disableEverything,
  hostPort,
  onSite,
  ownerToken,
  siteId,
  slipjointUrl,
  slug,
  teamId,
} from "../platform.mjs";

const { integration } = await compiled("integration.ts");
integration._slug = slug;

const owner = clientOf(ownerToken);
const site = onSite(siteId);
const siteRoute = `/site/${siteId}/integrations/${slug}`;
const teamRoute = `/team/${teamId}/integrations/${slug}`;
let host;

const skip = hostPort ? false : "HOST_PORT is not set";

describe("The runtime in operations of the platform", { skip }, () => {
  before(async () => {
    host = await hosted(integration.baseHandler, hostPort);
  });

  after(() => host.close());

  beforeEach(async () => {
    await disableEverything();
    host.handler = integration.baseHandler;
    host.received.length = 0;
    sent.length = 0;
    // The runtime tells every refusal to the console too.
    mock.method(console, "error", () => {});
    mock.method(console, "warn", () => {});
  });

  // Whatever a test is about: no header, query or body that came, and nothing that went, holds what is the user's alone.
  afterEach(() => {
    assert.ok(!JSON.stringify({ received: host.received, sent }).includes(ownerToken));
  });

  describe("Enabling", () => {
    test("on-enable's requests join the operation: the site is enabled, switched on, and the author's logic runs", async () => {
      const answer = await post(`${siteRoute}/enable`);

      assert.equal(answer.status, 200);
      assert.equal(answer.body.state, "enabled");
      const read = await site.read(owner);
      assert.deepEqual(read.config, { times_enabled: 1 });
      assert.equal(read.has_build_hook_enabled, true);
      assert.deepEqual(requestsSent(), [
        `POST ${siteRoute}`,
        `PUT ${siteRoute}`,
        `GET ${siteRoute}`,
        `PUT ${siteRoute}`,
      ]);
      assert.deepEqual(statuses(), [201, 204, 200, 204]);
    });

    test("the first context that the user gives is what the author's logic finds", async () => {
      await post(`${siteRoute}/enable`, { config: { kept: true } });

      assert.deepEqual((await site.read(owner)).config, { kept: true, times_enabled: 1 });
    });

    test("a team is enabled alone, with the team's connectors left as they are", async () => {
      const answer = await post(`${teamRoute}/enable`);

      assert.equal(answer.body.state, "enabled");
      assert.deepEqual(requestsSent(), [`POST ${teamRoute}`]);
    });

    test("the author's logic that fails leaves nothing enabled", async () => {
      host.handler = withAuthorsAnswer(() => {
        throw new Error("not for users");
      });

      const answer = await post(`${siteRoute}/enable`);

      assert.equal(answer.status, 200);
      assert.equal(answer.body.state, "failed");
      assert.equal(answer.body.code, "handler_failed");
      assert.ok(!JSON.stringify(answer.body).includes("not for users"));
      assert.equal(statuses()[0], 201);
      await assert.rejects(site.read(owner), { status: 404 });
    });

    for (const [kind, headers] of [
      ["as a mere text", {}],
      ["as plain text", { "content-type": "text/plain; charset=utf-8" }],
    ]) {
      test(`the author's refusal leaves nothing enabled, and the user is told why ${kind}`, async () => {
        host.handler = withAuthorsAnswer(() => ({ statusCode: 423, headers, body: "Pay first" }));

        const answer = await post(`${siteRoute}/enable`);

        assert.equal(answer.body.state, "failed");
        assert.equal(answer.body.code, "rejected");
        assert.equal(answer.body.reason, "Pay first");
        await assert.rejects(site.read(owner), { status: 404 });
      });
    }

    test("what is enabled is not enabled twice, and the runtime isn't asked", async () => {
      await post(`${siteRoute}/enable`);
      host.received.length = 0;

      const answer = await post(`${siteRoute}/enable`);

      assert.equal(answer.status, 409);
      assert.equal(answer.body.error, "already_enabled");
      assert.deepEqual(host.received, []);
      assert.deepEqual((await site.read(owner)).config, { times_enabled: 1 });
    });

    test("an integration without logic of its own answers for itself", async () => {
      host.handler = withoutLogicOfItsOwn().baseHandler;

      assert.equal((await post(`${siteRoute}/enable`)).body.state, "enabled");
      assert.equal((await post(`${siteRoute}/disable`)).body.state, "disabled");
    });

    test("who calls on-enable directly meanwhile is told by the runtime's own 409 that it is enabled already", async () => {
      let meanwhile;
      host.handler = withAuthorsAnswer(async () => {
        meanwhile = await withoutLogicOfItsOwn().baseHandler(directCall("on-enable", { siteId }), {});
        return { statusCode: 200 };
      });

      const answer = await post(`${siteRoute}/enable`);

      assert.equal(answer.body.state, "enabled");
      assert.equal(meanwhile.statusCode, 200);
      assert.deepEqual(JSON.parse(meanwhile.body), { message: "Integration already enabled" });
      assert.deepEqual(statuses(), [201, 409]);
      // That one was called with the user's token, as it is upstream.
      assert.equal(sent.pop().token, ownerToken);
    });

    test("asked again after its answer was lost, the runtime joins the same operation once more", async () => {
      let first = true;
      host.handler = async (event, context) => {
        const answer = await integration.baseHandler(event, context);
        if (!first) return answer;
        first = false;
        return { statusCode: 503, body: "" };
      };

      const answer = await ended(await post(`${siteRoute}/enable`));

      assert.equal(answer.state, "enabled");
      assert.equal(answer.attempts, 2);
      assert.deepEqual(statuses().slice(0, 5), [201, 204, 200, 204, 201]);
      assert.deepEqual((await site.read(owner)).config, { times_enabled: 2 });
    });
  });

  describe("Disabling", () => {
    test("on-disable runs the author's logic first, and its DELETE completes the operation", async () => {
      await post(`${siteRoute}/enable`);
      sent.length = 0;

      const answer = await post(`${siteRoute}/disable`);

      assert.equal(answer.status, 200);
      assert.equal(answer.body.state, "disabled");
      assert.deepEqual(requestsSent(), [`GET ${siteRoute}`, `DELETE ${siteRoute}`]);
      assert.deepEqual(statuses(), [200, 204]);
      await assert.rejects(site.read(owner), { status: 404 });
    });

    test("the author's refusal blocks and its text is the reason; force doesn't ask", async () => {
      await site.enable(owner, { locked: true });

      const refused = await post(`${siteRoute}/disable`);

      assert.equal(refused.body.state, "failed");
      assert.equal(refused.body.reason, "Unlock it first");
      assert.deepEqual((await site.read(owner)).config, { locked: true });

      host.received.length = 0;
      const forced = await post(`${siteRoute}/disable`, { force: true });

      assert.equal(forced.body.state, "disabled");
      assert.deepEqual(host.received, []);
      await assert.rejects(site.read(owner), { status: 404 });
    });
  });

  describe("The documentation's handlers through the gateway", () => {
    test("a context is set on a site and its team, and read straight off the answers", async () => {
      await post(`${siteRoute}/enable`);
      await post(`${teamRoute}/enable`);

      assert.equal((await post(`${siteRoute}/handlers/cool-function`)).status, 200);
      assert.equal((await post(`${teamRoute}/handlers/team-function`)).status, 200);
      const read = await post(`${siteRoute}/handlers/read-function`);

      assert.equal(read.status, 200);
      assert.deepEqual(read.body, { site: "kept for the site", team: "kept for the team" });
    });

    test("a handler that isn't there is the runtime's own 404", async () => {
      await post(`${siteRoute}/enable`);

      const answer = await post(`${siteRoute}/handlers/nobody-has-it`);

      assert.equal(answer.status, 404);
      assert.deepEqual(answer.body, { error: "Handler nobody-has-it not found" });
    });

    test("where nothing is enabled the runtime isn't asked", async () => {
      const answer = await post(`${siteRoute}/handlers/cool-function`);

      assert.equal(answer.status, 404);
      assert.equal(answer.body.error, "not_enabled");
      assert.deepEqual(host.received, []);
    });
  });
});

/** Asks the platform as the owner does. */
function post(path, body) {
  return asked(path, { method: "POST", body: body === undefined ? undefined : JSON.stringify(body) });
}

async function asked(path, options) {
  const answer = await fetch(slipjointUrl + path, { ...options, headers: { "netlify-token": ownerToken } });
  const text = await answer.text();
  return { status: answer.status, location: answer.headers.get("location"), body: text === "" ? text : JSON.parse(text) };
}

/** The operation once it is over. */
async function ended({ location, body }) {
  const end = Date.now() + 20_000;
  while (!body.endedAt && Date.now() < end) {
    await new Promise((later) => setTimeout(later, 100));
    ({ body } = await asked(location, {}));
  }
  return body;
}

/** The built-in logic of enabling, then that answer in place of the author's of integration.ts. */
function withAuthorsAnswer(answer) {
  const another = withoutLogicOfItsOwn();
  another.onEnable(async () => answer());
  return another.baseHandler;
}

function withoutLogicOfItsOwn() {
  const plain = new NetlifyIntegration();
  plain._slug = slug;
  return plain;
}

/** What a client of the v1 API sends to the host itself. */
function directCall(name, body) {
  return {
    path: `/.netlify/functions/handler/${name}`,
    httpMethod: "POST",
    headers: { "netlify-token": ownerToken },
    queryStringParameters: {},
    body: JSON.stringify(body),
  };
}

function requestsSent() {
  return sent.map(({ request }) => request);
}

function statuses() {
  return sent.map(({ status }) => status);
}
