// An integration as the documentation shows them, for the published TypeScript SDK.
import { NetlifyIntegration } from "@netlify/sdk";

export const integration = new NetlifyIntegration();

integration.addApiHandler("cool-function", async (_event, { client, siteId }) => {
  await client.updateSiteIntegration(siteId!, { custom_field: "kept for the site" });
  return { statusCode: 200 };
});

integration.addApiHandler("team-function", async (_event, { client, teamId }) => {
  await client.updateTeamIntegration(teamId!, { custom_field: "kept for the team" });
  return { statusCode: 200 };
});

// The documentation's samples read the context's members straight off the answer, where the published types know `config` alone.
integration.addApiHandler("read-function", async (_event, { client, siteId, teamId }) => {
  // @ts-expect-error not among the published types
  const { custom_field } = await client.getSiteIntegration(siteId!);
  // @ts-expect-error not among the published types
  const { custom_field: custom_field_of_team } = await client.getTeamIntegration(teamId!);
  return { statusCode: 200, body: JSON.stringify({ site: custom_field, team: custom_field_of_team }) };
});

// Because there is a build event handler, on-enable switches them on for the site.
integration.addBuildEventHandler("onPreBuild", () => {});

// Runs after the integration was enabled, and again each time somebody enables what is enabled already.
integration.onEnable(async (_event, { client, siteId }) => {
  if (siteId) {
    const config = (await client.getSiteIntegration(siteId)).config as { times_enabled?: number };
    await client.updateSiteIntegration(siteId, { ...config, times_enabled: (config.times_enabled ?? 0) + 1 });
  }
  return { statusCode: 200, body: "Welcome" };
});

// Runs before the integration is disabled, while its context can still be read; anything but 200 and 204 stops it.
integration.onDisable(async (_event, { client, siteId }) => {
  if (siteId) {
    const config = (await client.getSiteIntegration(siteId)).config as { locked?: boolean };
    if (config.locked) return { statusCode: 423, body: "Unlock it first" };
  }
  return { statusCode: 204 };
});
