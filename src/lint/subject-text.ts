import { type ClaimText, exact, isPattern, overlaps, written } from '../oidc/claim-text';

/** What a subject says of whose it is; each part may hold wildcards. */
export interface SubjectNames {
  readonly owner?: string;
  readonly repository?: string;
}

const NAMING = /(?:^|:)(repo|repository|repository_id|repository_owner|repository_owner_id):([^:]*)/g;

/** A text as written, but that each `*` and `?` in it is a wildcard: others become `_`. */
export function patternText(text: ClaimText): string {
  return text.map((part) => (part.wild ? part.text : part.text.replace(/[*?]/g, '_'))).join('');
}

/** Whether a text can stand for others than itself. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether a value is one that a text stands for. Most are told apart by how they begin, before the patterns are compared. */
export function fits(text: ClaimText, value: string): boolean {
  if (!isPattern(text)) return written(text) === value;
  const open = text.findIndex((part) => part.wild);
  const head = written(text.slice(0, open)) + (text[open]?.text.split(/[*?]/, 1)[0] ?? '');
  return value.startsWith(head) && overlaps(text, exact(value));
}

/** Every owner and repository that a whole subject names. A wildcard at its head stands for whatever comes there. */
export function namesIn(subject: string): readonly SubjectNames[] {
  const named = [...subject.matchAll(NAMING)].map(([, key = '', value = '']) => namesOf(key, value));
  return /^[*?]/.test(subject) ? [{ owner: '*' }, ...named] : named;
}

/** The value of a claim inside a whole subject. */
export function valueIn(subject: string, claim: string): string | undefined {
  return new RegExp(`(?:^|:)${claim}:([^:]*)`).exec(subject)?.[1];
}

/** Ids are numbers of all owners and repositories: with a wildcard, one says nothing of the owner. */
function namesOf(key: string, value: string): SubjectNames {
  const [owner = '', repository] = value.split('/', 2);
  if (key === 'repository_id') return hasWildcard(value) ? { owner: value } : { repository: value };
  return { owner, repository };
}
