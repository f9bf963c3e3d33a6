import type { Answer, GitHub } from './github';

/** A page of a list, and how many items GitHub says that there are. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

const PAGE_SIZE = 100;
/** No list of a repository is nearly as long. */
const MAX_PAGES = 50;

/**
 * All items of a list, or the answer that was given in place of a page. What arrives ends it, and not only what is promised: a page
 * without anything new is the last one. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export async function allPages<T>(
  github: GitHub,
  route: string,
  parameters: Readonly<Record<string, string>>,
  read: (data: unknown) => Page<T>,
  keyOf: (item: T) => string,
): Promise<readonly T[] | Exclude<Answer, { kind: 'ok' }>> {
  const found = new Map<string, T>();
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await github.get(`${route}?per_page=${PAGE_SIZE}&page={page}`, { ...parameters, page });
    if (answer.kind !== 'ok') return answer;
    const { items, total } = read(answer.data);
    const before = found.size;
    for (const item of items) found.set(keyOf(item), item);
    if (found.size === before || found.size >= total) return [...found.values()];
  }
  return { kind: 'refused', reason: `the list does not end after ${MAX_PAGES * PAGE_SIZE} items` };
}
