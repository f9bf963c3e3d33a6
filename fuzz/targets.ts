import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeInput } from './folder';
import { bindingsSeeds, fixtureTexts, lockSeeds, namedFileSeeds, seedOf } from './seeds';
import type { Seed, Target } from './target';
import { judgeCommand } from './targets/command';
import { judgeProcess } from './targets/process';
import { createProjectJudge } from './targets/project';
import { createWorkflowsJudge, workflowSeeds } from './targets/workflows';

/** All that reads files of users: a line for each kind of file. */
export function createTargets(): readonly Target[] {
  const judgeProject = createProjectJudge();
  const simulate = ['simulate', '--policy', 'policy.json', '--claims', 'claims.json'];
  const judgeSimulation = inFolder([simulate, [...simulate, '--format', 'json']]);
  return [
    { name: 'bindings', share: 450, seeds: bindingsSeeds, judge: judgeProject },
    { name: 'lock', share: 120, seeds: lockSeeds, judge: judgeProject },
    { name: 'named-files', share: 50, seeds: namedFileSeeds, judge: judgeProject },
    {
      name: 'lint-policy',
      share: 180,
      seeds: policySeeds,
      judge: inFolder([['lint', '--policy', 'policy.json', '--format', 'json']]),
    },
    { name: 'simulate-policy', share: 100, seeds: () => simulations('policy.json'), judge: judgeSimulation },
    { name: 'simulate-claims', share: 100, seeds: () => simulations('claims.json'), judge: judgeSimulation },
    { name: 'workflows', share: 150, seeds: workflowSeeds, judge: createWorkflowsJudge() },
    { name: 'processes', share: 3, seeds: bindingsSeeds, judge: judgeProcess },
  ];
}

/** Runs commands on the files of an input; a name of a file stands for its path. */
function inFolder(commands: readonly (readonly string[])[]): Target['judge'] {
  return (input) => {
    const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-fuzz-'));
    try {
      writeInput(folder, input);
      const path = (arg: string) => (arg.endsWith('.json') ? join(folder, arg) : arg);
      const verdicts = commands.map((command) => judgeCommand(command.map(path)));
      return verdicts.includes('accepted') ? 'accepted' : 'refused';
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

function policySeeds(): readonly Seed[] {
  return [...fixtureTexts('policies').values()].map((text) =>
    seedOf(new Map([['policy.json', text]]), 'policy.json', 'policy.json'),
  );
}

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
