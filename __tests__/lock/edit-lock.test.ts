import fc from 'fast-check';
import { parseLock } from '../../src/bindings/lock';
import { editLock } from '../../src/lock/edit-lock';
import { type Facts, type LockedEnvironment, factsOf } from '../../src/lock/facts';

const someTexts = fc.uniqueArray(fc.constantFrom('main', 'release/*', 'a: b', '#1', '1', '*', "it's, [so]"), {
  minLength: 1,
});
const withIds = fc
  .tuple(someTexts, fc.nat(9))
  .map(([texts, id]) => new Map(texts.map((text, i) => [text, id + i + 1])));
const patterns = fc.oneof(someTexts, withIds);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const environment: fc.Arbitrary<LockedEnvironment> = fc.oneof(
  fc.constant('absent' as const),
  fc.record(
    { reviewers: fc.nat(6), wait_timer: fc.nat(9), can_admins_bypass: fc.boolean(), deployment_branches: patterns },
    { requiredKeys: [] },
  ),
  fc.record({ protected_branches: fc.boolean(), deployment_tags: patterns }, { requiredKeys: [] }),
);
const environments = maybe(
  fc.uniqueArray(fc.tuple(fc.constantFrom('production', 'staging', 'a: b', '1', 'true', '#x', '"q"'), environment), {
    selector: ([name]) => name,
    minLength: 1,
  }),
);
const facts = fc.record({
  archived: maybe(fc.boolean()),
  subject_claims: maybe(fc.constantFrom<Facts['subject_claims'][]>('default', ['repo', 'ref'])),
  default_branch: maybe(fc.constantFrom('main', 'a, b', 'null')),
  default_workflow_permissions: maybe(fc.constantFrom('read', 'write')),
  former_names: maybe(fc.uniqueArray(fc.constantFrom('octo-org/site', 'octo-labs/web'), { minLength: 1 })),
  kept: maybe(someTexts),
  environments: environments.map((list) => list && new Map(list)),
});

type Repositories = ReadonlyMap<string, Facts>;
const NAMES = ['octo-org/api', 'octo-org/web', 'octo-org/zoo'];
const repositories: fc.Arbitrary<Repositories> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), facts), { selector: ([name]) => name })
  .map(
    (list) =>
      new Map(
        list.map(([name, known]) => [
          name,
          { owner_id: '1', repository_id: String(NAMES.indexOf(name) + 1), ...known },
        ]),
      ),
  );

const json = (value: unknown) => JSON.stringify(value);

/** A file as a person might write it: each mapping on lines with comments, or in braces. */
function handWritten(known: Repositories, forms: readonly boolean[]): string {
  let turn = 0;
  const isFlow = () => forms[turn++ % forms.length] ?? false;
  const plain = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const pairs = value instanceof Map ? [...(value as ReadonlyMap<string, unknown>)] : Object.entries(value);
    return Object.fromEntries(pairs.map(([key, each]) => [key, plain(each)]));
  };
  const write = (tree: object, indent: string): string => {
    const pairs = Object.entries(tree).filter(([, value]) => value !== undefined);
    const lines = pairs.map(([key, value]: [string, unknown]) => {
      const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
      const isBlock = isMap && Object.keys(value).length > 0 && !isFlow();
      const text = isBlock ? `\n${write(value, `${indent}   `)}` : ` ${json(value)}   # after ${turn++}\n`;
      return `${indent}# above ${turn++}\n${indent}${json(key)}:${text}`;
    });
    return lines.join('');
  };
  return `# head\nversion: 1\nrepositories:${known.size === 0 ? '\n' : `\n${write(plain(known) as object, '  ')}`}# tail\n`;
}

function read(text: string): ReadonlyMap<string, string> {
  const [lock, problems] = parseLock('bindings.lock.yaml', text, true);
  expect(problems.map(({ message }) => message)).toEqual([]);
  return new Map([...lock.repositories].map(([name, locked]) => [name, canonical(factsOf(locked))]));
}

function canonical({ environments: known = new Map<string, LockedEnvironment>(), ...rest }: Facts): string {
  const sorted = (object: object) =>
    Object.entries(object)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]: [string, unknown]) => [key, value instanceof Map ? [...value].sort() : value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return json([
    sorted(rest),
    [...known]
      .map(([name, each]) => [name, each === 'absent' ? each : sorted(each)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

it('says what it should, and keeps every comment and everything else as it was written', () => {
  fc.assert(
    fc.property(repositories, repositories, fc.array(fc.boolean(), { minLength: 1 }), (before, after, forms) => {
      const text = handWritten(before, forms);
      const entries = [...after].map(([fullName, known]) => ({
        fullName,
        was: before.has(fullName) ? fullName : undefined,
        facts: known,
      }));
      const edited = editLock(text, entries, []);

      const expected = new Map([...before, ...after].map(([name, known]) => [name, canonical(known)]));
      expect(new Map([...read(edited)].sort())).toEqual(new Map([...expected].sort()));
      const untouched = text
        .split(/^(?= {2}# above)/m)
        .slice(1)
        .filter((part) => !entries.some(({ fullName }) => part.includes(fullName)));
      for (const part of untouched) expect(edited).toContain(part.replace('# tail\n', ''));
      expect(edited.startsWith('# head\n')).toBe(true);
      expect(edited.endsWith('# tail\n')).toBe(true);
      expect(
        editLock(
          edited,
          entries.map((entry) => ({ ...entry, was: entry.fullName })),
          [],
        ),
      ).toBe(edited);
    }),
    { numRuns: 300 },
  );
});
