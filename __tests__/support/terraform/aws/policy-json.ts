import type { Value } from '../plugin/value';
import { byKey, goJson } from './go-json';

/** Refuses what is not a JSON object, as every policy argument does. */
export function requirePolicy(argument: string, value: Value | undefined): void {
  if (typeof value !== 'string') return;
  if (value === '') throw new Error(`"${argument}" is an empty string, which is not a valid JSON value`);
  const wrong = wrongStart(value) ?? syntaxError(value);
  if (wrong !== undefined) throw new Error(`"${argument}" contains an invalid JSON policy: ${wrong}`);
}

function wrongStart(text: string): string | undefined {
  if (text.startsWith('{')) return undefined;
  if (/^\s/.test(text)) return 'leading space characters are not allowed';
  if (text.startsWith('"')) return 'contains a JSON-encoded string, not a JSON-encoded object';
  return text.startsWith('[') ? 'contains a JSON array, not a JSON object' : 'not a JSON object';
}

function syntaxError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A policy as the provider sends and keeps it: without spaces, its keys in order. */
export function normalized(policy: string): string {
  return syntaxError(policy) === undefined ? goJson(inOrder(JSON.parse(policy))) : policy;
}

/** As `normalized`, but the version comes first: of inline policies IAM's older parser asks that. */
export function versionFirst(policy: string): string {
  if (syntaxError(policy) !== undefined) return policy;
  const { Version, ...rest } = inOrder(JSON.parse(policy)) as Readonly<Record<string, unknown>>;
  return Version === '2012-10-17' ? goJson({ Version, ...rest }) : normalized(policy);
}

/** What a read leaves in the state: what was there, unless what there is now means something else. */
export function unlessSame(known: string, found: string): string {
  return sameMeaning(known, found) ? known : found;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return byKey(Object.entries(value).map(([name, each]) => [name, inOrder(each)] as const));
}

/**
 * Whether two policies mean the same to the provider: lists are sets, a single value is a list of one, an account's id is its
 * `:root`, a boolean or number is its text, and `Effect` has no case. Actions, operators and keys have.
 */
export function sameMeaning(one: string, other: string): boolean {
  try {
    return canonical(JSON.parse(one)) === canonical(JSON.parse(other));
  } catch {
    return one === other;
  }
}

function canonical(value: unknown, under = ''): string {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map((each) => canonical(each, under)))].sort();
    return items.length === 1 ? (items[0] ?? '') : `[${items.join()}]`;
  }
  if (value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(spelled(`${value as string | number | boolean}`, under));
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${canonical(each, name)}`);
  return `{${members.sort().join()}}`;
}

function spelled(value: string, under: string): string {
  if (under === 'Effect') return value.toLowerCase();
  const [, account = value] = (under === 'AWS' && /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)) || [];
  return account;
}
