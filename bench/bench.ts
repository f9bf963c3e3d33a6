import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { countResources, expectSame, readStacks, rewrite } from './emitted';
import { type Size, makeInput } from './input';
import { type Cost, type Program, compare, median, seconds, typescript } from './measure';
import { type Comparison, type Report, formatJson, formatText } from './report';
import { simulationsPerSecond } from './simulations';

// What the program costs beside what it could cost: `npm run bench`, explained in docs/performance.md.

const BIG: Size = { accounts: 100, roles: 100 };

function bench(folder: string): Report {
  const input = (size: Size) => writeInput(folder, size);
  const out = (name: string) => join(folder, name);
  const loadCdktf: Program = { args: ['--eval', "require('cdktf')"] };
  const synth = (bindings: string) => typescript(['main.ts'], { BINDINGS: bindings, CDKTF_OUTDIR: out('ours') });
  const plain = typescript(['bench/plain.ts', String(BIG.accounts), String(BIG.roles)], { CDKTF_OUTDIR: out('plain') });

  say('start-up');
  const [shipped, loaded] = compare([synth('bindings.yaml'), loadCdktf], 15, folder) as [Cost, Cost];
  rmSync(out('ours'), { recursive: true });

  say('growth and scale: some minutes');
  const [fewAccounts, fewRoles, big, byHand] = compare(
    [synth(input({ accounts: 10, roles: 100 })), synth(input({ accounts: 100, roles: 10 })), synth(input(BIG)), plain],
    3,
    folder,
  ) as [Cost, Cost, Cost, Cost];
  const emitted = readStacks(out('ours'));
  expectSame(emitted, readStacks(out('plain')));
  const resources = countResources(emitted);

  say('lint and render');
  const [linted, rendered] = compare(
    [
      typescript(['src/cli/bin.cjs', 'lint', '--bindings', input(BIG)]),
      typescript(['src/cli/bin.cjs', 'render', '--bindings', input(BIG), '--out', out('rendered')]),
    ],
    3,
    folder,
  ) as [Cost, Cost];

  const limit = limitOf(emitted, out('limit'));
  const roles = (cost: Cost, thousands: number) => perThousand(cost, shipped, thousands);
  return {
    machine: `Node.js ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? ''}, ${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    comparisons: [
      {
        title: 'Start-up',
        ours: { what: 'synth of the shipped bindings.yaml', cost: shipped },
        reference: { what: 'loading cdktf', cost: loaded },
        bar: { wall: 2 },
      },
      {
        title: `100 accounts × 100 roles, ${resources} resources and data sources`,
        ours: { what: 'synth', cost: big },
        reference: { what: 'the same by plain CDKTF (bench/plain.ts)', cost: byHand },
        bar: { wall: 0.25, memory: 1 },
      },
      {
        title: 'The same, against the limit',
        ours: { what: 'synth', cost: big },
        reference: { what: 'JSON.stringify and write of the same bytes', cost: limit },
      },
      ...(
        [
          ['accounts', '10 accounts × 100 roles', fewAccounts],
          ['roles', '100 accounts × 10 roles', fewRoles],
        ] as const
      ).map(([by, what, cost]): Comparison => ({
        title: `Growth by ${by}: for each 1 000 roles, start-up aside`,
        ours: { what: '100 accounts × 100 roles', cost: roles(big, 10) },
        reference: { what, cost: roles(cost, 1) },
        bar: { wall: 1.25 },
      })),
      { title: '100 accounts × 100 roles, other commands', ours: { what: 'lint', cost: linted } },
      { title: '', ours: { what: 'render, with nothing to change', cost: rendered } },
    ],
    simulationsPerSecond: simulationsPerSecond(),
  };
}

function writeInput(folder: string, size: Size): string {
  const path = join(folder, `${size.accounts}-${size.roles}`, 'bindings.yaml');
  const { bindings, lock } = makeInput(size);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bindings);
  writeFileSync(path.replace('.yaml', '.lock.yaml'), lock);
  return path;
}

function perThousand(cost: Cost, startUp: Cost, thousands: number): Cost {
  return {
    wall: (cost.wall - startUp.wall) / thousands,
    cpu: (cost.cpu - startUp.cpu) / thousands,
    memory: (cost.memory - startUp.memory) / thousands,
  };
}

/** Measured in this process, whose memory is no one's. */
function limitOf(emitted: ReadonlyMap<string, string>, out: string): Cost {
  const data = new Map([...emitted].map(([name, text]) => [name, JSON.parse(text) as unknown]));
  const wall = median(Array.from({ length: 5 }, () => seconds(() => rewrite(data, out))));
  return { wall, cpu: NaN, memory: NaN };
}

function say(step: string): void {
  process.stderr.write(`measuring ${step}\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-bench-'));
try {
  const report = bench(folder);
  process.stderr.write(`\n${formatText(report)}`);
  if (process.argv.includes('--format') && process.argv.includes('json')) process.stdout.write(formatJson(report));
} finally {
  rmSync(folder, { recursive: true });
}
