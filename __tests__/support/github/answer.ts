/** A request to the REST API. */
export interface Request {
  readonly method: string;
  /** Below the API's root, without the query, as it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
  /** The API's root as the client wrote it, without a slash at the end. */
  readonly base: string;
}

/** What the server answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the request did, in words for the log: `delete environment octo-org/web:production`. */
  readonly effect?: string;
}

/** An answer that refuses, as GitHub words it. */
export function refuse(status: number, message: string, headers?: Readonly<Record<string, string>>): Answer {
  const body = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
  return { status, body, headers };
}

/** The answer for what does not exist, and for what may not be seen. */
export const NOT_FOUND = refuse(404, 'Not Found');

/** An answer with what was asked for. */
export function found(body: unknown): Answer {
  return { status: 200, body };
}

/** An answer without a body, to a request that changed something. */
export function done(effect: string, status = 204): Answer {
  return { status, effect, ...(status !== 204 && { body: {} }) };
}

/**
 * A page of a list, with the link to the next one: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function pageOf<T>(
  { query, base, path }: Request,
  all: readonly T[],
  form: (page: readonly T[]) => unknown,
  { usual, most } = { usual: 30, most: 100 },
): Answer {
  const size = Math.min(most, Number(query.get('per_page') ?? usual));
  const page = Number(query.get('page') ?? 1);
  const body = form(all.slice((page - 1) * size, page * size));
  if (page * size >= all.length) return found(body);
  const next = new URLSearchParams(query);
  next.set('page', String(page + 1));
  return { ...found(body), headers: { link: `<${base}/${path}?${next.toString()}>; rel="next"` } };
}
