import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resolveInput } from '../../src/cli/load';
import { hasErrors } from '../../src/diagnostics/diagnostic';
import { checkWorkflows } from '../../src/workflows/check/check';
import { ROOT, seedOf } from '../seeds';
import { Fault, type Input, type Seed, type Verdict } from '../target';
import { checkDiagnostics } from './sentences';

const CHECKOUTS = ['published', 'well-known'].map((name) => join(ROOT, '__tests__/fixtures/workflows', name));
const FOLDER = '.github/workflows';

/** Seeds that change a workflow, or an action, of the checkouts among the fixtures and of the mistakes in the docs. */
export function workflowSeeds(): readonly Seed[] {
  const mistakes = readdirSync(join(ROOT, 'docs/mistakes'))
    .map((name) => join(ROOT, 'docs/mistakes', name))
    .filter((folder) => existsSync(join(folder, FOLDER)));
  return [...CHECKOUTS, ...mistakes].flatMap((folder) => {
    const paths = ['workflows', 'actions']
      .filter((part) => existsSync(join(folder, '.github', part)))
      .flatMap((part) =>
        readdirSync(join(folder, '.github', part), { recursive: true, encoding: 'utf8' }).map(
          (path) => `.github/${part}/${path}`,
        ),
      )
      .filter((path) => /\.ya?ml$/.test(path));
    const files = new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
    return paths.map((path) => seedOf(files, path, path));
  });
}

/** Gives a function that checks the workflows of a checkout, one of which is changed. */
export function createWorkflowsJudge(): (input: Input) => Verdict {
  const { access, lock } = resolveInput({ bindings: join(CHECKOUTS[1] ?? '', 'bindings.yaml') });
  if (!access || !lock) throw new Error('the fixtures have errors');
  const clock = { today: '2026-11-24', overdue: 'error' } as const;
  return ({ seed, bytes }) => {
    const texts = new Map([...seed.files, [seed.file, bytes.toString('utf8')]]);
    const file = (path: string) => ({ repository: 'octo-org/web', path, shown: path, text: texts.get(path) ?? '' });
    const workflows = [...texts.keys()].filter((path) => dirname(path) === FOLDER).map(file);
    const action = (path: string) => {
      const found = `${path.replace(/^\.\//, '')}/action.yml`;
      return texts.has(found) ? file(found) : undefined;
    };
    const { rows, diagnostics, waived } = checkWorkflows({ workflows, action }, 'octo-org/web', {
      access,
      lock,
      clock,
    });
    checkDiagnostics(diagnostics);
    if (rows.some(({ verdict }) => verdict === 'fails') && !hasErrors(diagnostics) && waived.length === 0)
      throw new Fault('a login fails, and no error says why');
    return diagnostics.some(({ rule }) => rule === 'invalid-workflow') ? 'refused' : 'accepted';
  };
}
