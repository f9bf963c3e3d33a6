import type { Request } from './answer';
import type { Received } from './http';

/** Where the API begins in a path; nothing but the path itself for what is not below it. */
export interface Root {
  /** What stands before the API's paths: `/api/v3`, or nothing. */
  readonly prefix: string;
}

/** A request as the API reads it; nothing if it is not below the API's root. */
export function readRequest({ method, url, headers, text }: Received, { prefix }: Root): Request | undefined {
  if (!url.startsWith(`${prefix}/`)) return undefined;
  const [path = '', query = ''] = url.slice(prefix.length + 1).split('?', 2);
  return {
    method,
    path,
    query: new URLSearchParams(query),
    body: text === '' ? {} : (JSON.parse(text) as Request['body']),
    token: /^(?:token|bearer) (.+)$/i.exec(headers.authorization ?? '')?.[1],
    base: `http://${headers.host ?? ''}${prefix}`,
  };
}
