import { type IncomingHttpHeaders, type IncomingMessage, type Server, createServer } from 'node:http';
import type { Answer } from './answer';

/** A request as it came in. */
export interface Received {
  readonly method: string;
  /** With the query, as it was sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What each answer of GitHub carries beside what was asked for; clients wait when it says that nothing remains. */
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'x-ratelimit-limit': '5000',
  'x-ratelimit-remaining': '4999',
  'x-ratelimit-reset': '4102444800',
  'x-ratelimit-resource': 'core',
};

/** An HTTP server on this machine's loopback that answers by a function. */
export function httpServer(respond: (received: Received) => Answer | Promise<Answer>): Server {
  let count = 0;
  return createServer((incoming, outgoing) => {
    void receive(incoming)
      .then(respond)
      .catch(ownFault)
      .then(({ status, headers, body }) => {
        outgoing.writeHead(status, { ...HEADERS, 'x-github-request-id': String(++count), ...headers });
        outgoing.end(status === 204 || body === undefined ? undefined : JSON.stringify(body));
      });
  });
}

function ownFault(error: unknown): Answer {
  return { status: 500, body: { message: String(error) } };
}

async function receive(incoming: IncomingMessage): Promise<Received> {
  const { method = 'GET', url = '/', headers } = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return { method, url, headers, text: Buffer.concat(chunks).toString('utf8') };
}
