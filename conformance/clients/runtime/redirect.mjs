// The published runtime takes no address: its host of the Integration API is compiled in. Once this module is loaded,
// what goes to that host goes to the server under test, and nothing goes anywhere else.
import { slipjointUrl } from "../platform.mjs";

const compiledInHost = "https://jigsaw.services-prod.nsvcs.net";

/** What the runtime sent to its compiled-in host, in order, and how it was answered. */
export const sent = [];

const fetchAsItWas = globalThis.fetch;

globalThis.fetch = async (address, options) => {
  if (address.startsWith(`${slipjointUrl}/`)) return fetchAsItWas(address, options);
  if (!address.startsWith(`${compiledInHost}/`)) throw new Error(`Nothing may be sent to ${address}`);
  const path = address.slice(compiledInHost.length);
  const entry = { request: `${options.method} ${path}`, token: new Headers(options.headers).get("netlify-token") };
  sent.push(entry);
  const answer = await fetchAsItWas(slipjointUrl + path, options);
  entry.status = answer.status;
  return answer;
};
