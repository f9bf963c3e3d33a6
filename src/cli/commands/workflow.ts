import type { Access } from '../../access-plan/resolve';
import { formatSummary } from '../../diagnostics/format/text';
import { nearest } from '../../diagnostics/suggest';
import { loginsOf } from '../../workflows/write/login';
import { workflowText } from '../../workflows/write/workflow-text';
import { EXIT, type ExitCode } from '../exit-code';
import { UnusablePath } from '../files';
import { inputFile } from '../input-file';
import { resolveInput } from '../load';
import { report } from '../report';
import { give, tell } from '../streams';
import type { LintOptions } from './lint';

/** Options of `workflow`. */
export interface WorkflowOptions extends Omit<LintOptions, 'format'> {
  readonly account?: string;
  readonly repository?: string;
}

/** `workflow`: prints a workflow whose jobs log in by a binding. */
export function workflow(binding: string, options: WorkflowOptions): ExitCode {
  const { bindings = inputFile(process.env), lock, quiet, color } = options;
  const { diagnostics, access } = resolveInput({ bindings, lock });
  if (!access) {
    report(diagnostics, 'text', color, options);
    if (!quiet) tell(`${formatSummary(diagnostics)}\n`);
    return EXIT.findings;
  }
  give(workflowOf(access, binding, options));
  return EXIT.clean;
}

/** The workflow of a binding, for one of its repositories. */
export function workflowOf(
  { roles, variables }: Access,
  binding: string,
  { account, repository: wanted }: Pick<WorkflowOptions, 'account' | 'repository'> = {},
): string {
  const ofBinding = roles.filter(({ plan }) => plan.binding === binding);
  if (ofBinding.length === 0)
    throw new UnusablePath(
      unknown(
        'binding',
        binding,
        roles.map(({ plan }) => plan.binding),
      ),
    );
  const own = ofBinding.filter((role) => account === undefined || role.account.name === account);
  if (own.length === 0)
    throw new UnusablePath(
      unknown(
        'account of this binding',
        account ?? '',
        ofBinding.map((role) => role.account.name),
      ),
    );
  const repositories = own.flatMap(({ entries }) => entries.flatMap((entry) => entry.repositories));
  const repository =
    wanted === undefined
      ? repositories[0]
      : repositories.find(({ name, fullName }) => [name, fullName].includes(wanted));
  if (!repository)
    throw new UnusablePath(
      wanted === undefined
        ? `\`${binding}\` trusts no repository by name, so there is none to write a workflow for`
        : unknown(
            'repository of this binding',
            wanted,
            repositories.map(({ name }) => name),
          ),
    );
  return workflowText(
    binding,
    repository.fullName,
    own.flatMap((role) => loginsOf(role, repository, variables)),
  );
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const best = nearest(name, known);
  return `there is no ${what} \`${name}\`${best === undefined ? '' : `, did you mean \`${best}\`?`}; there are ${[...new Set(known)].sort().join(', ')}`;
}
