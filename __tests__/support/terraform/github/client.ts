/** A configured provider: where it asks, for whom and by which token. */
export interface Client {
  readonly owner: string;
  /** The API's root, with a slash at the end. */
  readonly base: string;
  readonly token: string | undefined;
  /** Milliseconds that it takes to make what is slow. */
  readonly making: number;
}

/** What GitHub answered. */
export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  /** As JSON; nothing where there is none. */
  readonly body: T;
  readonly text: string;
}

/**
 * Sends a request and follows redirects, as the provider's client does: a change that is answered by 307 reaches the new address, a
 * POST that is answered by 303 becomes a GET. Throws what GitHub refuses, as the client words it.
 */
export async function ask<T>(client: Client, method: string, path: string, body?: object): Promise<Reply<T>> {
  const reply = await send<T>(client, method, path, body);
  if (reply.status >= 400) throw refusal(reply, method);
  return reply;
}

/** The same, of a read; nothing for what is not there. */
export async function find<T>(client: Client, path: string): Promise<Reply<T> | undefined> {
  const reply = await read<T>(client, path);
  return reply.status === 404 ? undefined : reply;
}

/** Any answer to a read of what may not be there. */
export async function read<T>(client: Client, path: string): Promise<Reply<T>> {
  const reply = await send<T>(client, 'GET', path);
  if (reply.status >= 400 && reply.status !== 404) throw refusal(reply, 'GET');
  return reply;
}

/** Whether what a request was about does not exist. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** The status by which GitHub refused. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error ? (error.status as number) : undefined;
}

interface Sent<T> extends Reply<T> {
  readonly url: string;
}

async function send<T>({ base, token }: Client, method: string, path: string, body?: object): Promise<Sent<T>> {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const { status, headers, url } = response;
  return { status, headers, url, text, body: (text === '' ? {} : JSON.parse(text)) as T };
}

function refusal({ status, url, body }: Sent<unknown>, method: string): Error {
  const { message = '' } = body as { message?: string };
  return Object.assign(new Error(`${method} ${url}: ${status} ${message} []`), { status });
}

/** The path of a repository of the owner. */
export function repositoryPath({ owner }: Client, repository: string): string {
  return `repos/${owner}/${repository}`;
}

/** The id of a repository of the owner, which resources keep to tell a rename from another repository. */
export async function repositoryId(client: Client, repository: string): Promise<number> {
  return (await ask<{ id: number }>(client, 'GET', repositoryPath(client, repository))).body.id;
}

/** A name as one segment of a path, as Go escapes it. */
export function segment(name: string): string {
  return encodeURIComponent(name)
    .replace(/%(?:24|26|2B|3A|3D|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}
