import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic';
import { printable } from '../diagnostics/format/printable';
import { UnusablePath } from './files';
import { tell } from './streams';

/** What a command's exit says; part of the contract. */
export const EXIT = { clean: 0, findings: 1, usage: 2, internal: 3 } as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code for diagnostics: errors count, warnings only if `strict`. */
export function exitCodeFor(diagnostics: readonly Diagnostic[], strict = false): ExitCode {
  const fails = hasErrors(diagnostics) || (strict && diagnostics.some(({ severity }) => severity === 'warning'));
  return fails ? EXIT.findings : EXIT.clean;
}

/** A command as it is run: some wait for others, most do not. */
export type Execution = () => ExitCode | Promise<ExitCode>;

/** Runs a command to its exit code; what it throws becomes a sentence, never a stack trace. Never rejects. */
export async function run(command: Execution): Promise<void> {
  // What a command leaves behind that waits for something which never comes.
  process.exitCode = EXIT.internal;
  try {
    process.exitCode = await command();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isInput = error instanceof UnusablePath;
    tell(
      isInput
        ? `error: ${printable(message)}\n`
        : `internal error: ${message.replace(/^internal error: /, '')}\nThis is a fault of oidc-bindings, not of your files.\n`,
    );
    if (!isInput && process.env.DEBUG && error instanceof Error) tell(`${error.stack}\n`);
    process.exitCode = isInput ? EXIT.usage : EXIT.internal;
  }
}
