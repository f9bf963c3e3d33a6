import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** A command that writes, in a folder with two inputs that give different outputs. */
export interface Scene {
  readonly name: string;
  readonly folder: string;
  /** What the command writes, in the folder. */
  readonly out: string;
  /** The command line for an input. */
  readonly args: (input: InputName) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One of the two inputs of a scene. */
export type InputName = (typeof INPUTS)[number];

/** The inputs of a scene. */
export const INPUTS = ['bindings.yaml', 'other.yaml'] as const;

/** Scenes of the commands that write Terraform JSON. */
export function terraformScenes(): readonly Scene[] {
  return [scene('render', 'terraform'), scene('synth', 'cdktf.out')];
}

function scene(command: string, out: string): Scene {
  const folder = mkdtempSync(join(tmpdir(), `oidc-bindings-${command}-`));
  for (const file of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(ROOT, file), join(folder, file));
  const text = readFileSync(join(folder, 'bindings.yaml'), 'utf8');
  const other = text
    .replaceAll('AWS_ROLE_ARN', 'AWS_ROLE')
    .replaceAll('release/', 'hotfix/')
    .replaceAll('Publishes', 'Ships');
  writeFileSync(join(folder, 'other.yaml'), other);
  const bin = join(ROOT, 'src/cli/bin.cjs');
  const options = ['--lock', 'bindings.lock.yaml', '--today', '2026-11-24'];
  return { name: command, folder, out, args: (input) => [bin, command, '--bindings', input, ...options] };
}

/** How a process ended. */
export interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

/** Starts the command of a scene. `before` are words of a shell that are run before it, as limits. */
export function start({ folder, args, env }: Scene, input: InputName, before = ''): [ChildProcess, Promise<Ended>] {
  const run = spawn('bash', ['-c', `${before} exec "$@"`, 'bash', process.execPath, ...args(input)], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  run.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended = new Promise<Ended>((done) => run.once('close', (status) => done({ status, stderr })));
  return [run, ended];
}

/** Where nothing is written. */
export const NOTHING = '{}';

/** Texts of all that is written, by path, without what a run that was ended left of its work. */
export function output({ folder, out }: Scene): string {
  const root = join(folder, out);
  const found = statSync(root, { throwIfNoEntry: false });
  if (!found) return NOTHING;
  if (found.isFile()) return readFileSync(root, 'utf8');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => relative(root, join(parentPath, name))).sort();
  const own = paths.filter((path) => !path.startsWith('.render'));
  return JSON.stringify(Object.fromEntries(own.map((path) => [path, readFileSync(join(root, path), 'utf8')])));
}

/** Whether a run was ended while it replaced the output, and left word of it for the next one. */
export function isHalf({ folder, out }: Scene): boolean {
  return existsSync(join(folder, out, '.render/journal.json'));
}

/** Removes a scene. */
export function clear({ folder }: Scene): void {
  rmSync(folder, { recursive: true, force: true });
}
