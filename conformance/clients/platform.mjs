// The platform under test, as the environment describes it: where it is, who calls it, and on what.
import { NetlifyIntegrationClient } from "@netlify/sdk--extension-api-client";

export const slipjointUrl = required("SLIPJOINT_URL", "the address of a running server").replace(/\/+$/, "");
export const ownerToken = required("OWNER_TOKEN", "the token of an owner of the team");
export const viewerToken = process.env.VIEWER_TOKEN;
export const strangerToken = process.env.STRANGER_TOKEN;
export const siteId = process.env.SITE_ID || "site-www";
export const teamId = process.env.TEAM_ID || "team-acme";
export const slug = process.env.SLUG || "cool-integration";
export const siteOnlySlug = process.env.SITE_ONLY_SLUG;
/** Where the platform looks for the integration of that slug on this machine. */
export const hostPort = Number(process.env.HOST_PORT || 0);

/** The published client as it is; the addresses it has compiled in are replaced by its own constructor options. */
export function clientOf(token, integration = slug) {
  return new NetlifyIntegrationClient(token, integration, {
    jigsawUrl: slipjointUrl,
    netlifyApiUrl: `${slipjointUrl}/api/v1`,
  });
}

/** What the client can do on a site, under the words that it shares with `onTeam`. */
export function onSite(id) {
  return {
    id,
    word: "site",
    enable: (client, context) => client.enableSiteIntegration(id, context),
    read: (client) => client.getSiteIntegration(id),
    replace: (client, context) => client.updateSiteIntegration(id, context),
    disable: (client) => client.disableSiteIntegration(id),
    switchName: "has_build_hook_enabled",
    switchOn: (client) => client.enableBuildEventHandlers(id),
    switchOff: (client) => client.disableBuildEventHandlers(id),
  };
}

export function onTeam(id) {
  return {
    id,
    word: "team",
    enable: (client, context) => client.enableTeamIntegration(id, context),
    read: (client) => client.getTeamIntegration(id),
    replace: (client, context) => client.updateTeamIntegration(id, context),
    disable: (client) => client.disableTeamIntegration(id),
    switchName: "has_connectors_enabled",
    switchOn: (client) => client.enableConnectors(id),
    switchOff: (client) => client.disableConnectors(id),
  };
}

/** Every test starts where nothing is enabled, whatever an earlier run left behind. */
export async function disableEverything() {
  for (const integration of [slug, siteOnlySlug].filter(Boolean)) {
    for (const target of [onSite(siteId), onTeam(teamId)]) {
      await target.disable(clientOf(ownerToken, integration)).catch((problem) => {
        if (problem.status !== 404) throw problem;
      });
    }
  }
}

function required(name, meaning) {
  const value = process.env[name];
  if (!value) throw new Error(`Set the environment variable ${name} to ${meaning}; README.md names them all.`);
  return value;
}
