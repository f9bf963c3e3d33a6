import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Ended, INPUTS, type InputName, type Scene, isHalf, output, start } from './scene';

/** What a fault needs to know: a scene, how long its command takes, and a number from 0 to 1. */
export interface Chance {
  readonly scene: Scene;
  /** Not the one whose output is there. */
  readonly input: InputName;
  readonly durationMs: number;
  readonly random: number;
}

/** Something that happens to runs. */
export interface Fault {
  readonly kind: string;
  /** Its part of all that happens to a command. */
  readonly share: number;
  /** Gives how the runs ended, killed ones left out. */
  readonly happen: (chance: Chance) => Promise<readonly Ended[]>;
}

/** All that can happen. */
export const FAULTS: readonly Fault[] = [
  {
    kind: 'killed at any moment',
    share: 4,
    happen: async ({ scene, input, durationMs, random }) => {
      const [run, ended] = start(scene, input);
      await setTimeout(durationMs * 1.1 * random);
      run.kill('SIGKILL');
      await ended;
      return [];
    },
  },
  {
    kind: 'killed while it writes',
    share: 4,
    happen: async ({ scene, input, random }) => {
      const [run, ended] = start(scene, input);
      while (run.exitCode === null && !existsSync(join(scene.folder, scene.out, '.render'))) await setTimeout(1);
      await setTimeout(40 * random ** 2);
      run.kill('SIGKILL');
      await ended;
      return [];
    },
  },
  {
    kind: 'full disk',
    share: 1,
    happen: async ({ scene, input, random }) => {
      const [, ended] = start(scene, input, `ulimit -f ${Math.floor(30 * random)};`);
      return [await ended];
    },
  },
  {
    kind: 'vanished folder',
    share: 1,
    happen: async ({ scene, input, durationMs, random }) => {
      const [, ended] = start(scene, input);
      await setTimeout(durationMs * random);
      rmSync(join(scene.folder, scene.out), { recursive: true, force: true, maxRetries: 10 });
      return [await ended];
    },
  },
  {
    kind: 'several at once',
    share: 1,
    happen: async ({ scene, durationMs, random }) => {
      const runs = INPUTS.map(async (input, i) => {
        await setTimeout(i * durationMs * 0.3 * random);
        return start(scene, input)[1];
      });
      return Promise.all(runs);
    },
  },
];

/** What is wrong after a fault, in words; `outputs` are those of the two inputs. */
export function verdict(
  kind: string,
  scene: Scene,
  ended: readonly Ended[],
  outputs: readonly string[],
): readonly string[] {
  const mayRefuse = kind !== 'several at once' || scene.name === 'lock';
  const said = ended.flatMap(({ status, stderr }) => [
    ...(status === 0 || (status === 2 && mayRefuse) ? [] : [`exit ${status}: ${stderr}`]),
    ...(/^\s+at .*:\d+:\d+|internal error/m.test(stderr) ? [stderr] : []),
  ]);
  const whole = kind === 'vanished folder' || isHalf(scene) || outputs.includes(output(scene));
  return whole ? said : [...said, 'the output is neither of the two'];
}
