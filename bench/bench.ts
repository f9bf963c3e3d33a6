import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { countResources, expectSame, readStacks, rewrite } from './emitted';
import { type Size, makeInput } from './input';
import { type Cost, type Program, type ProcessCost, compare, median, seconds, typescript } from './measure';
import { type Comparison, type Report, formatJson, formatText } from './report';
import { secondsToCompare } from './comparisons';
import { simulationsPerSecond } from './simulations';

// What the program costs beside what it could cost: `npm run bench`, explained in docs/performance.md.

const BIG: Size = { accounts: 100, roles: 100 };
const FEW_ACCOUNTS: Size = { accounts: 10, roles: 100 };
const FEW_ROLES: Size = { accounts: 100, roles: 10 };
const LOAD_CDKTF: Program = { args: ['--eval', "require('cdktf')"] };

/** As `npm run synth` runs it: with more room for young objects, which saves plain CDKTF a ninth of its time, too. */
function asSynth({ args, env }: Program): Program {
  return { args: ['--max-semi-space-size=64', ...args], env };
}

function bench(folder: string): Report {
  const out = (name: string) => join(folder, name);
  const synth = (bindings: string) =>
    asSynth(typescript(['main.ts'], { BINDINGS: bindings, CDKTF_OUTDIR: out('ours') }));
  const synthOf = (size: Size) => synth(writeInput(folder, size));
  const plain = asSynth(
    typescript(['bench/plain.ts', String(BIG.accounts), String(BIG.roles)], { CDKTF_OUTDIR: out('plain') }),
  );
  const command = (...args: readonly string[]) =>
    typescript(['src/cli/bin.cjs', ...args, '--bindings', writeInput(folder, BIG)]);

  say('start-up');
  const [startUp, loading] = compare([synth('bindings.yaml'), LOAD_CDKTF], 15, folder);
  rmSync(out('ours'), { recursive: true });
  say('growth');
  const [fewAccounts, fewRoles] = compare([synthOf(FEW_ACCOUNTS), synthOf(FEW_ROLES)], 5, folder);
  say('scale, which takes longest');
  const [big, byHand] = compare([synthOf(BIG), plain], 3, folder);
  const emitted = readStacks(out('ours'));
  expectSame(emitted, readStacks(out('plain')));
  say('other commands');
  const [lint, render, cloudFormation] = compare(
    [
      command('lint'),
      command('render', '--out', out('rendered')),
      command('cloudformation', '--out', out('cloudformation')),
    ],
    3,
    folder,
  );

  const growth = (by: string, small: Size, cost: ProcessCost): Comparison => ({
    title: `Growth by ${by}: each 1 000 roles, beyond start-up`,
    ours: { what: named(BIG), cost: perThousand(big, startUp, BIG) },
    reference: { what: named(small), cost: perThousand(cost, startUp, small) },
    bar: { wall: 1.25 },
  });
  return {
    machine: `Node.js ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? ''}, ${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    comparisons: [
      {
        title: 'Start-up',
        ours: { what: 'synth of the shipped bindings.yaml', cost: startUp },
        reference: { what: 'loading cdktf', cost: loading },
        bar: { wall: 2 },
      },
      {
        title: `Scale: ${named(BIG)}, ${countResources(emitted)} resources and data sources`,
        ours: { what: 'synth', cost: big },
        reference: { what: 'plain CDKTF, with the same output', cost: byHand },
        bar: { wall: 0.25, memory: 1 },
      },
      {
        title: 'Limit: the same bytes',
        ours: { what: 'synth', cost: { wall: big.wall } },
        reference: { what: 'JSON.stringify and write', cost: limitOf(emitted, out('limit')) },
      },
      growth('accounts', FEW_ACCOUNTS, fewAccounts),
      growth('roles', FEW_ROLES, fewRoles),
      { title: `Other commands: ${named(BIG)}`, ours: { what: 'lint', cost: lint } },
      { title: '', ours: { what: 'render', cost: render } },
      { title: '', ours: { what: 'cloudformation', cost: cloudFormation } },
    ],
    simulationsPerSecond: simulationsPerSecond(),
    secondsToCompare: secondsToCompare(),
  };
}

function named({ accounts, roles }: Size): string {
  return `${accounts} accounts × ${roles} roles`;
}

function writeInput(folder: string, size: Size): string {
  const path = join(folder, `${size.accounts}-${size.roles}`, 'bindings.yaml');
  const { bindings, lock } = makeInput(size);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bindings);
  writeFileSync(path.replace('.yaml', '.lock.yaml'), lock);
  return path;
}

function perThousand(cost: ProcessCost, startUp: ProcessCost, { accounts, roles }: Size): Cost {
  const thousands = (accounts * roles) / 1000;
  return { wall: (cost.wall - startUp.wall) / thousands, cpu: (cost.cpu - startUp.cpu) / thousands };
}

function limitOf(emitted: ReadonlyMap<string, string>, out: string): Cost {
  const data = new Map([...emitted].map(([name, text]) => [name, JSON.parse(text) as unknown]));
  return { wall: median(Array.from({ length: 5 }, () => seconds(() => rewrite(data, out)))) };
}

function say(step: string): void {
  process.stderr.write(`measuring ${step}\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-bench-'));
try {
  const report = bench(folder);
  process.stderr.write(`\n${formatText(report)}`);
  const { argv } = process;
  if (argv[argv.indexOf('--format') + 1] === 'json') process.stdout.write(formatJson(report));
} finally {
  rmSync(folder, { recursive: true });
}
