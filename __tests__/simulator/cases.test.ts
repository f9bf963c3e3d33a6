import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulation } from '../../src/simulator/explanation';
import { readPolicy } from '../../src/simulator/policy';
import { REASONS } from '../../src/simulator/reasons';
import { simulate } from '../../src/simulator/simulate';
import { FIXTURES } from '../support/fixtures';

/** A row of a case table. */
interface Case {
  readonly name: string;
  readonly trustPolicy: unknown;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What `--issuer` and `--context` would say. */
  readonly issuer?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  /** Claims of which it is not known whether the token has them. */
  readonly unknown?: readonly string[];
  readonly expected: {
    readonly decision: string;
    /** For each statement whether it matches, and each condition that does not simply hold: key, outcome, reason. */
    readonly statements: readonly (readonly [
      matched: unknown,
      ...conditions: (readonly [string, unknown, string])[],
    ])[];
    readonly ignoredClaims?: readonly string[];
    /** Texts that occur in the caveats, and texts that do not. */
    readonly caveats?: readonly string[];
    readonly noCaveats?: readonly string[];
  };
}

const folder = join(FIXTURES, 'simulator');
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly Case[]).map(
      (each) => [file, each.name, each] as const,
    ),
  );

function run({ trustPolicy, claims, issuer, context = {}, unknown }: Case): Simulation {
  return simulate(readPolicy(trustPolicy), claims, {
    issuerHost: issuer,
    context: new Map(Object.entries(context)),
    unknown: new Set(unknown),
  });
}

it.each(cases)('%s: %s', (_, __, each) => {
  const { expected } = each;
  const { decision, statements, ignored_claims, caveats } = run(each);

  expect({
    decision,
    statements: statements.map(({ matched, conditions }) => [
      matched,
      ...conditions.filter(({ reason }) => reason !== null).map((c) => [c.key, c.matched, c.reason]),
    ]),
  }).toEqual({ decision: expected.decision, statements: expected.statements });
  if (expected.ignoredClaims) expect(ignored_claims).toEqual(expected.ignoredClaims);
  for (const text of expected.caveats ?? []) expect(caveats).toContainEqual(expect.stringContaining(text));
  for (const text of expected.noCaveats ?? []) expect(caveats).not.toContainEqual(expect.stringContaining(text));
});

it('has a case for each reason', () => {
  const given = cases.flatMap(([, , { expected }]) =>
    expected.statements.flatMap(([, ...conditions]) => conditions.map(([, , reason]) => reason)),
  );

  expect(Object.keys(REASONS).filter((reason) => !given.includes(reason))).toEqual([]);
});

it('changes neither policy nor claims', () => {
  for (const [, , each] of cases) {
    const before = JSON.stringify(each);
    run(each);
    expect(JSON.stringify(each)).toBe(before);
  }
});
