import { program } from '../../src/cli/cli';
import { EXIT, type ExitCode } from '../../src/cli/exit-code';
import { UnusablePath } from '../../src/cli/files';
import { Fault, type Verdict } from '../target';
import { checkSentence } from './sentences';

/** Runs a command line in this process; what it throws other than sentences for the user is thrown on. */
export function judgeCommand(args: readonly string[]): Verdict {
  const { code, stdout, stderr } = captured(() => execute(args));
  checkSentence(stderr);
  if (code === EXIT.internal) throw new Fault(stderr);
  if (args.includes('json') && stdout !== '') JSON.parse(stdout);
  return code === EXIT.usage ? 'refused' : 'accepted';
}

function execute(args: readonly string[]): ExitCode {
  let code: ExitCode = EXIT.internal;
  program((command) => {
    code = command() as ExitCode;
  }).parse(args, { from: 'user' });
  return code;
}

/** What a function writes to the standard streams, kept from them. */
function captured(action: () => ExitCode): { code: ExitCode; stdout: string; stderr: string } {
  const texts = { stdout: '', stderr: '' };
  const streams = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array) => {
      texts[name] += String(chunk);
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  try {
    return { code: action(), ...texts };
  } catch (error) {
    if (!(error instanceof UnusablePath)) throw error;
    return { code: EXIT.usage, stdout: texts.stdout, stderr: error.message };
  } finally {
    for (const restore of streams) restore();
  }
}
