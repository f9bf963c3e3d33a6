import { createIamData } from '../../src/cli/iam-data';
import { hasErrors } from '../../src/diagnostics/diagnostic';
import { emitted } from '../fields/emitted';
import { Fault, type Input, type Verdict } from '../target';
import { checkDiagnostics } from './sentences';

/** Gives a function that reads bindings with all that belongs to them, as `render` does, up to the texts to be written. */
export function createProjectJudge(): (input: Input) => Verdict {
  const iam = createIamData();
  return ({ seed, bytes }) => {
    const text = decoded(bytes);
    if (text === undefined) return 'refused';
    const { diagnostics, output } = emitted({ ...seed, files: new Map([...seed.files, [seed.file, text]]) }, iam);
    checkDiagnostics(diagnostics);
    if (output && hasErrors(diagnostics)) throw new Fault('something is emitted from files with errors');
    if (!output && !hasErrors(diagnostics)) throw new Fault('nothing is emitted, and no error says why');
    return output ? 'accepted' : 'refused';
  };
}

/** Text, as the command line reads it. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
