import { program } from '../../src/cli/cli';
import { run } from '../../src/cli/exit-code';

/** What a command did. */
export interface Ran {
  /** Nothing for a command line that is wrong. */
  readonly status?: string | number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process, which takes a tenth of the time that starting one does. */
export async function runCli(...args: readonly string[]): Promise<Ran> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => stdout.push(String(text)) > 0),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => stderr.push(String(text)) > 0),
  ];
  const { exitCode } = process;
  let running: Promise<void> | undefined;
  try {
    program((command) => (running = run(command))).parse(['node', 'oidc-bindings', ...args]);
    await running;
  } catch {
    // A wrong command line, which is told already.
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const status = running && (process.exitCode ?? undefined);
  process.exitCode = exitCode;
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}
