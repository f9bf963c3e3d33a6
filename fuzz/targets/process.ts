import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXIT } from '../../src/cli/exit-code';
import { writeInput } from '../folder';
import { Fault, type Input, type Verdict } from '../target';
import { checkSentence } from './sentences';

const BIN = resolve(__dirname, '../src/cli/bin.cjs');

/** Runs `render` as users do, in a folder of its own: what fails has written nothing. */
export function judgeProcess(input: Input): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-fuzz-'));
  try {
    writeInput(folder, input);
    const { main, lock } = input.seed;
    const args = [
      'render',
      '--bindings',
      main,
      ...(lock === undefined ? [] : ['--lock', lock]),
      '--today',
      '2026-11-24',
    ];
    const run = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    if (run.error) throw new Fault(`the process did not end: ${run.error.message}`);
    if (run.status === null || run.status === EXIT.internal) throw new Fault(`exit ${run.status}: ${run.stderr}`);
    checkSentence(run.stderr);
    const written = existsSync(join(folder, 'terraform'));
    if (written !== (run.status === EXIT.clean))
      throw new Fault(`exit ${run.status}, and ${written ? 'output' : 'none'}`);
    return written ? 'accepted' : 'refused';
  } finally {
    rmSync(folder, { recursive: true });
  }
}
