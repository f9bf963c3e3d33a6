import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { load } from '../src/cli/load';
import { expectFile } from './support/expect-file';
import { FIXTURES, shownText } from './support/fixtures';
import { synthStacks } from './support/synth';

const root = relative(process.cwd(), join(__dirname, '..'));
const examples = [
  ['shipped', root],
  ...readdirSync(join(root, 'examples')).map((name) => [name, join(root, 'examples', name)]),
] as [string, string][];

it.each(examples.slice(1))('keeps the committed Terraform of %s up to date (npm run docs)', (_, folder) => {
  const bin = join(root, 'src/cli/bin.cjs');
  const args = [
    bin,
    'render',
    '--check',
    '--bindings',
    join(folder, 'bindings.yaml'),
    '--out',
    join(folder, 'terraform'),
  ];

  expect(spawnSync(process.execPath, args, { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
});

const withStackSets = examples.filter(([, folder]) => existsSync(join(folder, 'cloudformation')));

it.each(withStackSets)('keeps the committed templates of %s up to date', (_, folder) => {
  const bin = join(root, 'src/cli/bin.cjs');
  const files = ['--bindings', join(folder, 'bindings.yaml'), '--out', join(folder, 'cloudformation')];
  const { status, stdout } = spawnSync(process.execPath, [bin, 'cloudformation', '--check', ...files], {
    encoding: 'utf8',
  });

  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(withStackSets.map(([name]) => name)).toContain('stack-sets');
});

it.each(examples)('synthesizes %s, in which nothing is wrong', (name, folder) => {
  const loaded = load({ bindings: join(folder, 'bindings.yaml'), today: '2026-11-24', overdue: 'error' });

  expect(shownText(loaded)).toBe('');
  for (const [stack, text] of loaded.plan ? synthStacks(loaded.plan) : []) {
    expectFile(join(FIXTURES, 'golden/examples', name, `${stack}.tf.json`), text);
  }
});
