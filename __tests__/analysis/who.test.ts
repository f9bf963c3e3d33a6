import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { admits } from '../../src/analysis/admits';
import { createCalculus } from '../../src/analysis/calculus';
import { NotAPolicy, type TrustPolicy, readPolicy } from '../../src/simulator/policy';
import { simulate } from '../../src/simulator/simulate';
import { expectFile } from '../support/expect-file';
import { FIXTURES } from '../support/fixtures';

const FOLDER = join(FIXTURES, 'policies');
const calculus = createCalculus();

/** The policies of the fixtures that IAM would take, by the names of their files. */
const policies: readonly (readonly [name: string, policy: TrustPolicy])[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file) => {
    try {
      const text = readFileSync(join(FOLDER, file), 'utf8').replace(/^\uFEFF/, '');
      return [[file, readPolicy(JSON.parse(text))] as const];
    } catch (error) {
      if (error instanceof NotAPolicy) return [];
      throw error;
    }
  });

it('says in words whom each policy of the fixtures admits', () => {
  const told = policies.map(([name, policy]) => {
    const who = admits(policy, calculus).map(({ text }) => `  ${text}\n`);
    return `${name}\n${who.length === 0 ? '  nobody\n' : who.join('')}`;
  });

  expectFile(join(FIXTURES, 'analysis/who.out'), told.join('\n'));
});

it('shows of each a token that the simulator admits', () => {
  for (const [name, policy] of policies)
    for (const { token, conditions } of admits(policy, calculus)) {
      const wanted = conditions.length === 0 ? 'allowed' : 'undetermined';
      expect([name, token, simulate(policy, token).decision]).toEqual([name, token, wanted]);
    }
});
