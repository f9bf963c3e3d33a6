import type { ObjectFate } from '../fates';
import type { ChangeRule } from '../context';
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
  check({ pairs, places, earlier }, report) {
    for (const { before: stack, fates } of pairs) {
      const lost = new Map<string, readonly ObjectFate[]>();
      for (const each of fates.filter(isLost)) lost.set(keyOf(each), [...(lost.get(keyOf(each)) ?? []), each]);
      const stay = new Set(
        fates.filter(({ before, fate }) => before.type === ENVIRONMENT && fate.kind === 'kept').map(keyOf),
      );
      for (const [key, objects] of lost) {
        const whole = objects.some(({ before }) => before.type === ENVIRONMENT);
        // Branch rules of an environment that stays declared are its owner's to change.
        if (!whole && stay.has(key)) continue;
        const body = objects[0]?.before.body ?? {};
        const [repository, environment] = [unescaped(body.repository), unescaped(body.environment)];
        const fullName = `${stack.owner ?? ''}/${repository}`;
        report(places.repository(fullName), [
          whole
            ? `the environment \`${environment}\` of \`${fullName}\` would be deleted, with its secrets and variables`
            : `the branch rules of the environment \`${environment}\` of \`${fullName}\` would be deleted, and nothing could be deployed to it`,
          `it is no longer declared, and the lock file, which remembers what has to be let go, does not have it any more`,
          `bring its entry back into the lock file: under \`${fullName}\`, as in ${earlier.label}; or run \`npx oidc-bindings lock\``,
          'apply that, and prune the lock file after that',
        ]);
      }
    }
  },
};

function isLost({ before, fate }: ObjectFate): boolean {
  return (
    (before.type === ENVIRONMENT || before.type === POLICY) && (fate.kind === 'destroyed' || fate.kind === 'replaced')
  );
}

function keyOf({ before: { body } }: ObjectFate): string {
  return JSON.stringify([unescaped(body.repository), unescaped(body.environment).toLowerCase()]);
}
