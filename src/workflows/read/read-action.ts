import { child, location } from '../../diagnostics/source';
import { readLenient } from './read-lenient';
import { readActionInputs } from './read-triggers';
import { type RepositoryFile, readSteps } from './read-workflow';
import type { CompositeAction } from './workflow';
import { isMap, mapOf } from './yaml-values';

/**
 * Reads an action of the repository; nothing if it is none that consists of steps.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions
 */
export function readAction({ repository, shown, text }: Omit<RepositoryFile, 'path'>): CompositeAction | undefined {
  const [{ source, value }] = readLenient(shown, text);
  if (!isMap(value)) return undefined;
  const runs = mapOf(value.runs);
  if (runs.using !== 'composite') return undefined;
  return {
    repository,
    source,
    inputs: readActionInputs(value.inputs),
    steps: readSteps(runs.steps, child(location(source), 'runs', 'steps')),
  };
}
