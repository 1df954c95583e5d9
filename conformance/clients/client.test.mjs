// The published client, unchanged, against a running server: every method of v1 enablement, and every refusal.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import {
  clientOf,
  disableEverything,
  onSite,
  onTeam,
  ownerToken,
  siteId,
  siteOnlySlug,
  strangerToken,
  teamId,
  viewerToken,
} from "./platform.mjs";

const owner = clientOf(ownerToken);
const site = onSite(siteId);
const team = onTeam(teamId);

const withoutViewer = viewerToken ? false : "VIEWER_TOKEN is not set";
const withoutStranger = strangerToken ? false : "STRANGER_TOKEN is not set";
const withoutSiteOnly = siteOnlySlug ? false : "SITE_ONLY_SLUG is not set";

beforeEach(disableEverything);

for (const [target, elsewhere] of [
  [site, onSite("site-that-is-nowhere")],
  [team, onTeam("team-that-is-nowhere")],
]) {
  describe(`On a ${target.word}`, () => {
    test("enabling hands out a token and stores the context, with the switch off", async () => {
      const { token } = await target.enable(owner, { custom_field: "custom_value" });

      // Netlify: the runtime cuts a token that travels as a cookie at these characters.
      assert.match(token, /^[^=;\s]+$/);
      const read = await target.read(owner);
      assert.deepEqual(read.config, { custom_field: "custom_value" });
      assert.equal(read.has_build_hook_enabled, false);
      assert.equal(read[target.switchName], false);
    });

    test("enabling without a context starts with an empty one", async () => {
      await target.enable(owner);

      assert.deepEqual((await target.read(owner)).config, {});
    });

    test("enabling again is refused and leaves the stored context and the switch alone", async () => {
      await target.enable(owner, { kept: true });
      await target.switchOn(owner);

      await refused(target.enable(owner, { kept: false }), 409, "already_enabled");

      const read = await target.read(owner);
      assert.deepEqual(read.config, { kept: true });
      assert.equal(read[target.switchName], true);
    });

    test("an update replaces the context as a whole and leaves the switch alone", async () => {
      await target.enable(owner, { old: 1, shared: "before" });
      await target.switchOn(owner);

      await done(target.replace(owner, { shared: "after", added: [1, 2] }));

      const read = await target.read(owner);
      assert.deepEqual(read.config, { shared: "after", added: [1, 2] });
      assert.equal(read[target.switchName], true);
    });

    test("the switch goes on and off, also twice, and leaves the context alone", async () => {
      await target.enable(owner, { custom_field: "custom_value" });

      for (const [turn, expected] of [
        [target.switchOn, true],
        [target.switchOn, true],
        [target.switchOff, false],
        [target.switchOff, false],
      ]) {
        await done(turn(owner));

        const read = await target.read(owner);
        assert.equal(read[target.switchName], expected);
        assert.deepEqual(read.config, { custom_field: "custom_value" });
      }
    });

    test("a context comes back as it was written, its members in their order", async () => {
      const written = {
        zebra: "first",
        apple: { nested: [null, true, -0.5, 1e21, "", {}, []] },
        "key with spaces.and/slashes": "“quoted” \\ \n 日本 🧩",
        2024: "a name of digits",
      };
      await target.enable(owner, written);
      assert.equal(JSON.stringify((await target.read(owner)).config), JSON.stringify(written));

      await done(target.replace(owner, { replaced: written }));
      assert.equal(JSON.stringify((await target.read(owner)).config), JSON.stringify({ replaced: written }));
    });

    test("members of the context stand beside it in the answer, except where they would hide the answer's own", async () => {
      const hiding = { custom_field: "custom_value", config: "mine", has_build_hook_enabled: "mine" };
      await target.enable(owner, hiding);

      const { custom_field, config, has_build_hook_enabled } = await target.read(owner);

      assert.equal(custom_field, "custom_value");
      assert.deepEqual(config, hiding);
      assert.equal(has_build_hook_enabled, false);
    });

    test("where it is not enabled, reading, updating, switching and disabling are 404", async () => {
      await refused(target.read(owner), 404, "not_enabled");
      await refused(target.replace(owner, {}), 404, "not_enabled");
      await refused(target.switchOn(owner), 404, "not_enabled");
      await refused(target.switchOff(owner), 404, "not_enabled");
      await refused(target.disable(owner), 404, "not_enabled");
    });

    test("disabling deletes the context, and enabling again starts afresh", async () => {
      await target.enable(owner, { custom_field: "custom_value" });
      await target.switchOn(owner);

      await done(target.disable(owner));

      await refused(target.read(owner), 404, "not_enabled");
      await refused(target.disable(owner), 404, "not_enabled");
      await target.enable(owner, {});
      const read = await target.read(owner);
      assert.deepEqual(read.config, {});
      assert.equal(read.custom_field, undefined);
      assert.equal(read[target.switchName], false);
    });

    test("the token that enabling handed out reads, updates and switches there until it is disabled", async () => {
      const { token } = await target.enable(owner, { by: "owner" });
      const integration = clientOf(token);

      assert.deepEqual((await target.read(integration)).config, { by: "owner" });
      await done(target.replace(integration, { by: "integration" }));
      await done(target.switchOn(integration));
      const read = await target.read(integration);
      assert.deepEqual(read.config, { by: "integration" });
      assert.equal(read[target.switchName], true);

      await done(target.disable(owner));
      await refused(target.read(integration), 401, "unauthorized");
    });

    for (const [kind, token] of [
      ["a wrong token", "a-token-that-nobody-was-ever-given"],
      ["an empty token", ""],
    ]) {
      test(`${kind} is refused everywhere and changes nothing`, async () => {
        await target.enable(owner, { custom_field: "custom_value" });
        const nobody = clientOf(token);

        await refused(target.read(nobody), 401, "unauthorized");
        await refused(target.enable(nobody, {}), 401, "unauthorized");
        await refused(target.replace(nobody, {}), 401, "unauthorized");
        await refused(target.switchOn(nobody), 401, "unauthorized");
        await refused(target.disable(nobody), 401, "unauthorized");

        assert.deepEqual((await target.read(owner)).config, { custom_field: "custom_value" });
      });
    }

    test("an unknown integration is 401 on enabling, as the published runtime expects, and 404 elsewhere", async () => {
      const unknown = clientOf(ownerToken, "nobody-registered-this");

      await refused(target.enable(unknown, {}), 401, "invalid_integration_slug");
      await refused(target.read(unknown), 404);
      await refused(target.replace(unknown, {}), 404);
      await refused(target.switchOn(unknown), 404);
      await refused(target.disable(unknown), 404);
    });

    test("a viewer reads, and every write is refused", { skip: withoutViewer }, async () => {
      const viewer = clientOf(viewerToken);
      await refused(target.enable(viewer, {}), 403, "insufficient_role");
      await target.enable(owner, { custom_field: "custom_value" });

      await refused(target.replace(viewer, {}), 403, "insufficient_role");
      await refused(target.switchOn(viewer), 403, "insufficient_role");
      await refused(target.disable(viewer), 403, "insufficient_role");

      const read = await target.read(viewer);
      assert.deepEqual(read.config, { custom_field: "custom_value" });
      assert.equal(read[target.switchName], false);
    });

    test(`a stranger is told the same as if there were no such ${target.word}`, { skip: withoutStranger }, async () => {
      const stranger = clientOf(strangerToken);
      await target.enable(owner, { custom_field: "custom_value" });

      for (const attempt of [
        (place) => place.read(stranger),
        (place) => place.enable(stranger, {}),
        (place) => place.replace(stranger, {}),
        (place) => place.switchOn(stranger),
        (place) => place.disable(stranger),
      ]) {
        const hidden = await refused(attempt(target), 404);
        const absent = await refused(attempt(elsewhere), 404);
        assert.deepEqual(withoutCallersWords(hidden, target), withoutCallersWords(absent, elsewhere));
      }

      assert.deepEqual((await target.read(owner)).config, { custom_field: "custom_value" });
    });

    test("a context that is no object is refused and changes nothing", async () => {
      for (const notAnObject of [["a list"], "a text", 42, true]) {
        await refused(target.enable(owner, notAnObject), 400, "config_not_object");
      }
      await target.enable(owner, { custom_field: "custom_value" });
      for (const notAnObject of [["a list"], "a text", 42, true]) {
        await refused(target.replace(owner, notAnObject), 400, "config_not_object");
      }
      // An undefined context is left out by JSON: the body says nothing to change.
      await refused(target.replace(owner, undefined), 400);

      assert.deepEqual((await target.read(owner)).config, { custom_field: "custom_value" });
    });
  });
}

describe("Between a site and its team", () => {
  test("each is enabled, kept and disabled on its own", async () => {
    await site.enable(owner, { on: "site" });
    await refused(team.read(owner), 404, "not_enabled");

    await team.enable(owner, { on: "team" });
    assert.deepEqual((await site.read(owner)).config, { on: "site" });
    assert.deepEqual((await team.read(owner)).config, { on: "team" });

    await done(team.disable(owner));
    assert.deepEqual((await site.read(owner)).config, { on: "site" });
  });

  test("a team's token reaches the team's sites, a site's token does not reach the team", async () => {
    const { token: siteToken } = await site.enable(owner, { on: "site" });
    const { token: teamToken } = await team.enable(owner, { on: "team" });

    assert.deepEqual((await site.read(clientOf(teamToken))).config, { on: "site" });
    await refused(team.read(clientOf(siteToken)), 404);
  });

  test("an integration for sites alone is enabled on a site and refused on a team", { skip: withoutSiteOnly }, async () => {
    const ownerOfSiteOnly = clientOf(ownerToken, siteOnlySlug);

    await refused(team.enable(ownerOfSiteOnly, {}), 422, "wrong_level");
    await refused(team.read(ownerOfSiteOnly), 404, "not_enabled");

    await site.enable(ownerOfSiteOnly, { on: "site" });
    assert.deepEqual((await site.read(ownerOfSiteOnly)).config, { on: "site" });
  });
});

/** The client hands out answers of updates and disablings unread: they have to be empty, or connections stay busy. */
async function done(answer) {
  const { status } = await answer;
  assert.equal(status, 204);
}

/**
 * The call is refused with this status and, where one is named, this code; gives the error's body.
 * wretch parses a body only if its content type is exactly `application/json`, so that is asserted too.
 */
async function refused(call, status, code) {
  const problem = await call.then(
    () => assert.fail(`expected a refusal with ${status}, but the call succeeded`),
    (thrown) => thrown,
  );
  assert.equal(problem.status, status, problem.stack);
  const body = problem.json;
  assert.ok(body, `the error's body is no JSON, or not declared as such: ${problem.text}`);
  if (code) assert.equal(body.error, code);
  assert.match(body.error, /^[a-z_]+$/);
  assert.equal(body.status, status);
  assert.ok(body.msg, "the error has a sentence");
  assert.ok(body.requestId, "the error has a request id");
  return body;
}

function withoutCallersWords({ requestId, ...body }, target) {
  return JSON.parse(JSON.stringify(body).replaceAll(target.id, "the-id-asked-for"));
}
