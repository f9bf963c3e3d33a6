import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { type RunOptions, progressOf } from '../run-files';
import { FAULTS, type Fault, verdict } from './faults';
import { lockScene } from './lock-scene';
import { INPUTS, type Scene, clear, isHalf, output, start, terraformScenes } from './scene';

/** Lets every fault happen to commands that write, all without names, that many times in all; says whether all was well. */
export async function runFaults(names: readonly string[], { count, seed }: RunOptions): Promise<boolean> {
  process.stdout.write(`seed ${seed}\n`);
  const [lock, server] = await lockScene();
  const all = [...terraformScenes(), lock];
  const scenes = all.filter(({ name }) => names.length === 0 || names.includes(name));
  let sound = true;
  for (const scene of scenes) {
    const faults = FAULTS.filter(({ kind }) => scene !== lock || kind !== 'killed while it writes');
    const shares = faults.reduce((sum, { share }) => sum + share, 0);
    for (const fault of faults) {
      const { kind, share } = fault;
      const times = Math.ceil((count / scenes.length) * (share / shares));
      const onTime = progressOf(`${scene.name}: ${kind}`, times);
      const { wrong, halves } = await happens(fault, scene, { count: times, seed }, onTime);
      sound &&= wrong.length === 0;
      const half = halves > 0 ? `, ${halves} of them between two files, taken back by the next run` : '';
      process.stdout.write(
        `${scene.name}: ${kind}, ${times} times${half}\n${wrong.map((what) => `FOUND: ${what}\n`).join('')}`,
      );
    }
  }
  all.forEach(clear);
  await server.close();
  return sound;
}

async function happens({ kind, happen }: Fault, scene: Scene, { count, seed }: RunOptions, onTime: () => void) {
  const outputs: string[] = [];
  const since = Date.now();
  for (const input of INPUTS) {
    await start(scene, input)[1];
    outputs.push(output(scene));
  }
  const durationMs = (Date.now() - since) / INPUTS.length;
  const wrong: string[] = [];
  let halves = 0;
  const numbers = fc.sample(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { seed, numRuns: count });
  await start(scene, INPUTS[0])[1];
  for (const random of numbers) {
    const ended = await happen({ scene, input: INPUTS[1], durationMs, random });
    wrong.push(...verdict(kind, scene, ended, outputs));
    if (isHalf(scene)) halves++;
    const next = await start(scene, INPUTS[0])[1];
    if (next.status !== 0) wrong.push(`the next run ends with ${next.status}: ${next.stderr}`);
    if (output(scene) !== outputs[0]) wrong.push('the next run writes something else');
    if (readdirSync(scene.folder).some((name) => name.startsWith(`.${scene.out}.`) && /\.\d+$/.test(name)))
      wrong.push('the next run leaves a temporary file there');
    onTime();
  }
  return { wrong, halves };
}
