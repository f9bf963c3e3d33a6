import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { runTarget } from '../../fuzz/run-target';
import { createTargets } from '../../fuzz/targets';

const targets = createTargets().filter(({ name }) => name !== 'processes');

it.each(targets.map((target) => [target.name, target] as const))('stands mutated files: %s', (_, target) => {
  const { finding, accepted } = runTarget(target, { count: 25, seed: 7 });

  expect(finding).toBeUndefined();
  expect(accepted).toBeGreaterThan(0);
});

it('would find a reader that fails, and keeps the file with which it does', () => {
  const [target] = targets;
  const fails = ({ bytes }: { bytes: Buffer }) => {
    if (bytes.includes('__proto__')) throw new Error('it has __proto__');
    return 'accepted' as const;
  };

  const { finding } = runTarget(
    { name: '', share: 1, seeds: target?.seeds ?? (() => []), judge: fails },
    { count: 2000, seed: 7 },
  );

  expect(finding?.message).toContain('it has __proto__');
  expect(readFileSync(finding?.file ?? '', 'utf8')).toContain('__proto__');
  rmSync(dirname(finding?.file ?? ''), { recursive: true });
});
