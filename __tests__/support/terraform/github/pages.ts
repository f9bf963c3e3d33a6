import { type Client, ask } from './client';

/** All pages of a list, asked for a hundred at a time; the answer says how many there really are, and where the next one is. */
export async function pages<T>(client: Client, path: string): Promise<readonly T[]> {
  const all: T[] = [];
  let next = `${path}?per_page=100`;
  for (;;) {
    const { body, headers } = await ask<T>(client, 'GET', next);
    all.push(body);
    const [, url] = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '') ?? [];
    if (url === undefined) return all;
    next = `${path}?${new URL(url).searchParams.toString()}`;
  }
}
