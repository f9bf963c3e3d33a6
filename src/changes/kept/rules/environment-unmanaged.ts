import { yamlText } from '../../../bindings/yaml-text';
import type { ObjectFate } from '../fates';
import type { ChangeContext, ChangeRule, ReportChange, StackPair } from '../context';
import { keptLines } from '../kept-lines';
import { unescaped } from '../stack';

const ENVIRONMENT = 'github_repository_environment';
const POLICY = 'github_repository_environment_deployment_policy';

/**
 * An environment that is no longer declared is let go, by what the lock file remembers of it. Where that is gone too, Terraform
 * deletes the environment, and GitHub with it its secrets; or its branch rules, and then nothing can be deployed to it.
 * https://docs.github.com/en/rest/deployments/environments#delete-an-environment
 */
export const environmentUnmanaged: ChangeRule = {
  id: 'environment-unmanaged',
  check(context, report) {
    for (const pair of context.pairs) {
      const lost = new Map<string, readonly ObjectFate[]>();
      for (const each of pair.fates.filter(isLost)) lost.set(keyOf(each), [...(lost.get(keyOf(each)) ?? []), each]);
      const kept = pair.fates.filter(({ before, fate }) => before.type === ENVIRONMENT && fate.kind === 'kept');
      const stay = new Set(kept.map(keyOf));
      for (const [key, objects] of lost) {
        const whole = objects.some(({ before }) => before.type === ENVIRONMENT);
        // Branch rules of an environment that stays declared are its owner's to change.
        if (!whole && stay.has(key)) continue;
        const body = objects[0]?.before.body ?? {};
        reportLost(unescaped(body.repository), unescaped(body.environment), whole, pair, context, report);
      }
    }
  },
};

function reportLost(
  repository: string,
  environment: string,
  whole: boolean,
  pair: StackPair,
  context: ChangeContext,
  report: ReportChange,
): void {
  const fullName = `${pair.before.owner ?? ''}/${repository}`;
  const now = presentName(repository, pair, context);
  report(context.places.repository(now ?? fullName), [
    whole
      ? `the environment \`${environment}\` of \`${fullName}\` would be deleted, with its secrets and variables`
      : `the branch rules of the environment \`${environment}\` of \`${fullName}\` would be deleted, and nothing could be deployed to it`,
    ...wayOut(repository, environment, now, pair, context),
  ]);
}

function wayOut(
  repository: string,
  environment: string,
  now: string | undefined,
  { after, before }: StackPair,
  { present }: ChangeContext,
): readonly string[] {
  if (now !== undefined)
    return [
      `the repository is called \`${now}\` now, and GitHub redirects from the old name to it`,
      `to keep the environment, write under \`${now}\` in \`repositories\`: \`renamed_from: ${yamlText(repository)}\``,
    ];
  const respelt = [...after.objects.values()].find(
    ({ type, body }) =>
      type === ENVIRONMENT &&
      unescaped(body.repository).toLowerCase() === repository.toLowerCase() &&
      unescaped(body.environment).toLowerCase() === environment.toLowerCase(),
  );
  if (respelt)
    return [
      `GitHub ignores case: it is the same environment as \`${unescaped(respelt.body.environment)}\` of \`${unescaped(respelt.body.repository)}\``,
      `to keep it, write where it is declared: \`renamed_from: ${yamlText(environment)}\`, and \`${yamlText(repository)}\` where the repository is spelled differently`,
    ];
  return [
    'it is no longer declared, and the lock file, which remembers what has to be let go, does not have it any more',
    'to let go of it: write under `repositories` in the lock file, beside what is there, and apply that',
    ...keptLines(before, present.lock, (...at) => at[0] === repository && at[1] === environment),
  ];
}

/** The name that the repository has now, if that is another; known by its id. */
function presentName(
  repository: string,
  { before }: StackPair,
  { earlier, present }: ChangeContext,
): string | undefined {
  const fullName = `${before.owner ?? ''}/${repository}`;
  const id = before.repositoryIds.get(repository) ?? earlier.words?.lock.repositories.get(fullName)?.ids?.repository;
  const found = [...present.lock.repositories].find(([, { ids }]) => id !== undefined && ids?.repository === id);
  return found && found[0].toLowerCase() !== fullName.toLowerCase() ? found[0] : undefined;
}

function isLost({ before, fate }: ObjectFate): boolean {
  return (
    (before.type === ENVIRONMENT || before.type === POLICY) && (fate.kind === 'destroyed' || fate.kind === 'replaced')
  );
}

function keyOf({ before: { body } }: ObjectFate): string {
  return JSON.stringify([unescaped(body.repository), unescaped(body.environment).toLowerCase()]);
}
