// A host site as Netlify's function host is one: it answers HTTP with what a handler answers to an event, and it can be
// told to answer in the handler's place.
import { createServer } from "node:http";

/** Serves a handler on that port of this machine, or on a free one. What it received is kept in `received`. */
export async function hosted(handler, port = 0) {
  const received = [];
  const host = { received, handler, url: "", close: () => new Promise((done) => server.close(done)) };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const event = eventOf(request, Buffer.concat(chunks).toString(), host.url);
    received.push(structuredClone(event));
    try {
      send(response, await host.handler(event, {}));
    } catch (problem) {
      send(response, { statusCode: 502, body: String(problem) });
    }
  });
  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  host.url = `http://127.0.0.1:${server.address().port}`;
  return host;
}

function eventOf(request, body, url) {
  const { pathname, searchParams, search } = new URL(request.url, url);
  return {
    rawUrl: `${url}${request.url}`,
    rawQuery: search.slice(1),
    path: pathname,
    httpMethod: request.method,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    multiValueHeaders: Object.fromEntries(Object.entries(request.headersDistinct)),
    queryStringParameters: Object.fromEntries(searchParams),
    multiValueQueryStringParameters: Object.fromEntries(
      [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
    ),
    body: body === "" ? null : body,
    isBase64Encoded: false,
  };
}

function send(response, { statusCode, headers = {}, body }) {
  response.writeHead(statusCode, headers);
  response.end(body);
}
