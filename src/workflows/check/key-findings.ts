import { type Location, child, keyOf, location } from '../../diagnostics/source';
import type { Workflow } from '../read/workflow';
import type { LoginFault } from './login-verdict';

/** Where a workflow uses an access key that is stored: in `env` at each level, or as an input of a step. */
export function storedKeys({
  source,
  env,
  jobs,
}: Workflow): readonly { readonly at: Location; readonly job?: string }[] {
  const root = location(source);
  const found = [
    { map: env, at: child(root, 'env'), job: undefined },
    ...jobs.flatMap((job) => [
      { map: job.env, at: child(root, 'jobs', job.id, 'env'), job: job.id },
      ...job.steps.flatMap((step) => [
        { map: step.env, at: child(step.at, 'env'), job: job.id },
        { map: step.with, at: child(step.at, 'with'), job: job.id },
      ]),
    ]),
  ];
  return found.flatMap(({ map, at, job }) =>
    [...map]
      .filter(([name, text]) => /^aws[-_]access[-_]key[-_]id$/i.test(name) && isStored(text))
      .map(([name]) => ({ at: child(at, name), job })),
  );
}

/** Whether a text is an access key of a user, or reads one from where secrets are. */
export function isStored(text: string): boolean {
  return /\$\{\{[^}]*\bsecrets\b/i.test(text) || /\bAKIA[A-Z0-9]{12}/.test(text);
}

/** What there is to say about a stored key; `instead` are bindings that trust the job. */
export function keyFinding(at: Location, instead: readonly string[]): LoginFault {
  const [first] = instead;
  const wayOut =
    first === undefined
      ? 'let a binding trust the job, and log in by its role (`npx oidc-bindings init`)'
      : `${instead.length > 1 ? 'the bindings' : 'the binding'} ${instead.map((name) => `\`${name}\``).join(', ')} ${instead.length > 1 ? 'trust' : 'trusts'} this job already: \`npx oidc-bindings workflow ${first}\` prints a job that logs in by it`;
  return {
    rule: 'long-lived-keys',
    at: keyOf(at),
    message: `an access key is stored here, which works for whoever reads it, from anywhere and without end\n${wayOut}`,
  };
}
