import { join } from 'node:path';
import { bindingsSeeds, fixtureTexts, lockSeeds, namedFileSeeds, seedOf } from './seeds';
import type { Seed, Target } from './target';
import { judgeCommand } from './targets/command';
import { judgeProject } from './targets/project';

/** All that reads files of users: a line for each kind of file. */
export const TARGETS: readonly Target[] = [
  { name: 'bindings', share: 45, seeds: bindingsSeeds, judge: judgeProject },
  { name: 'lock', share: 12, seeds: lockSeeds, judge: judgeProject },
  { name: 'named-files', share: 5, seeds: namedFileSeeds, judge: judgeProject },
  {
    name: 'lint-policy',
    share: 18,
    seeds: () => [...fixtureTexts('policies')].map(([file, text]) => seedOf(new Map([[file, text]]), file, file)),
    judge: (folder, { main }) => judgeCommand(['lint', '--policy', join(folder, main), '--format', 'json']),
  },
  { name: 'simulate-policy', share: 10, seeds: () => simulations('policy.json'), judge: judgeSimulation },
  { name: 'simulate-claims', share: 10, seeds: () => simulations('claims.json'), judge: judgeSimulation },
];

interface Case {
  readonly trustPolicy: object;
  readonly claims: object;
}

function simulations(changed: string): readonly Seed[] {
  return [...fixtureTexts('simulator').values()].flatMap((text) =>
    (JSON.parse(text) as readonly Case[]).map(({ trustPolicy, claims }) => {
      const files = new Map([
        ['policy.json', JSON.stringify(trustPolicy, null, 2)],
        ['claims.json', JSON.stringify(claims, null, 2)],
      ]);
      return seedOf(files, 'policy.json', changed);
    }),
  );
}

function judgeSimulation(folder: string) {
  const files = ['--policy', join(folder, 'policy.json'), '--claims', join(folder, 'claims.json')];
  judgeCommand(['simulate', ...files, '--no-color']);
  return judgeCommand(['simulate', ...files, '--format', 'json']);
}
