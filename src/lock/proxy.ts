/** Sends a request and brings its answer. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** How requests leave: straight, or through a proxy, whose host is for messages; the rest of its address may hold a password. */
export interface Way {
  readonly send: Send;
  readonly through?: string;
}

/**
 * The way through a proxy, or the straight one where there is none. By CONNECT, so that the proxy sees the host's name and nothing
 * of what is said to it.
 */
export function wayThrough(proxy: string | undefined): Way {
  if (proxy === undefined) return { send: (url, init) => fetch(url, init) };
  const undici = require('undici') as typeof import('undici');
  const dispatcher = new undici.ProxyAgent(proxy);
  const send = (url: string, init: RequestInit) => undici.fetch(url, { ...(init as object), dispatcher });
  return { send, through: new URL(proxy).host };
}
