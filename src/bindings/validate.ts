import * as v from 'valibot';
import type { RuleId } from '../diagnostics/catalogue';
import type { Problems } from '../diagnostics/diagnostic';
import { type PathStep, type Source, keyOf, location, originalPath, wasPruned } from '../diagnostics/source';
import { didYouMean } from '../diagnostics/suggest';
import { type Schema, SELECTOR } from './schema/kit';
import type { YamlFile } from './yaml';

/** Data that has the schema's shape, and the source it came from with a note of what had to be left out. */
export interface Validated<T> {
  readonly source: Source;
  readonly value: T;
}

type Issue = v.BaseIssue<unknown>;
type Path = readonly PathStep[];

/**
 * Reads plain data by a schema and reports everything that is wrong with it. What is wrong is then cut out, and the rest read
 * again, so that later stages can say what is wrong with the rest; nothing when no rest is left.
 */
export function validate<T>(schema: Schema<T>, file: YamlFile, problems: Problems): Validated<T> | undefined {
  let { source, value: data } = file;
  for (;;) {
    const read = v.safeParse(schema, data);
    if (read.success) return { source, value: read.output };
    const present = source;
    const cuts = distinct(read.issues.flatMap(expandUnion).map((issue) => report(issue, present, problems)));
    if (cuts.some((path) => path.length === 0)) return undefined;
    source = { ...source, pruned: [...source.pruned, ...cuts.map((path) => originalPath(present, path))] };
    data = [...cuts].sort(deepestLast).reduceRight(without, data);
  }
}

/** Each path once: a list would otherwise lose the item after the faulty one, too. */
function distinct(paths: readonly Path[]): readonly Path[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

/** A union says only that no option fits: where one option fits in type, its own complaints say more. */
function expandUnion(issue: Issue): readonly Issue[] {
  const inner = (issue.issues ?? []).filter((sub) => (sub.path?.length ?? 0) > 0);
  if (issue.type !== 'union' || inner.length === 0) return [issue];
  return inner.flatMap((sub) =>
    expandUnion({ ...sub, path: [...(issue.path ?? []), ...(sub.path ?? [])] as Issue['path'] }),
  );
}

/** Says what an issue is about, unless it follows from what was cut out before; returns what to cut out. */
function report(issue: Issue, source: Source, problems: Problems): Path {
  const path = (issue.path ?? []).map(({ key }) => key as PathStep);
  const at = location(source, path);
  const rule = ruleOf(issue, path);
  const isMissing = rule === 'missing-key';
  if (!wasPruned(at)) {
    const onKey = rule !== 'invalid-value' || issue.path?.at(-1)?.origin === 'key';
    problems.error(
      rule,
      onKey && !isMissing ? keyOf(at) : isMissing ? location(source, path.slice(0, -1)) : at,
      phrase(issue, rule, path),
    );
  }
  return isMissing || issue.type === SELECTOR ? path.slice(0, -1) : path;
}

function ruleOf({ type, expected }: Issue, path: Path): RuleId {
  if (type !== 'strict_object' || expected === 'Object') return 'invalid-value';
  if (expected !== 'never') return 'missing-key';
  const isSetting =
    (path.length === 3 && path[0] === 'repositories') ||
    (path[0] === 'defaults' && path[1] === 'repository' && path.length === 3);
  return isSetting ? 'unknown-repository-setting' : 'unknown-key';
}

function phrase(issue: Issue, rule: RuleId, path: Path): string {
  if (rule !== 'invalid-value') return issue.message;
  const name = path.findLast((step) => typeof step === 'string');
  const predicate = issue.message.startsWith('Invalid ') ? typePhrase(issue) : issue.message;
  return name === undefined ? `the file ${predicate}` : `\`${name}\` ${predicate}`;
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\bstring\b/g, 'text'],
  [/\bnumber\b/g, 'a number'],
  [/\bboolean\b/g, 'true or false'],
  [/\bArray\b/g, 'a list'],
  [/\bObject\b/g, 'a mapping'],
  [/\bnull\b/g, 'null'],
];

function typePhrase({ expected, received, input }: Issue): string {
  const say = (types: string) => TYPES.reduce((phrase, [type, words]) => phrase.replace(type, words), types);
  const options = [...new Set((expected ?? '').replace(/[()]/g, '').split(/\s*\|\s*/))].filter(
    (type) => type !== 'null' && type !== 'undefined',
  );
  const quoted = options.map((option) => (/^"/.test(option) ? `\`${option.slice(1, -1)}\`` : say(option)));
  const known = options.filter((option) => option.startsWith('"')).map((option) => option.slice(1, -1));
  const hint = typeof input === 'string' ? didYouMean(input, known) : '';
  const given = received.startsWith('"')
    ? `\`${received.slice(1, -1)}\``
    : typeof input === 'object' && input && !Array.isArray(input)
      ? 'a mapping'
      : say(received);
  const inQuotes = typeof input === 'number' && options.includes('string') ? ': put it in quotes' : '';
  return `must be ${quoted.join(' or ')}, not ${given}${inQuotes}${hint}`;
}

function deepestLast(a: Path, b: Path): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x !== y) return typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : 1;
  }
  return a.length - b.length;
}

/** A copy of the data that lacks what is at `path`. */
function without(data: unknown, [step, ...rest]: Path): unknown {
  if (typeof data !== 'object' || data === null || step === undefined || !(step in data)) return data;
  const inner = rest.length > 0 ? [without((data as Record<PathStep, unknown>)[step], rest)] : [];
  if (Array.isArray(data)) return data.toSpliced(step as number, 1, ...inner);
  const copy = Object.assign(Object.create(null) as Record<PathStep, unknown>, data);
  if (inner.length > 0) copy[step] = inner[0];
  else delete copy[step];
  return copy;
}
