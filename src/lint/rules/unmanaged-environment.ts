import {
  type EnvironmentPattern,
  type TrustedEnvironment,
  byPlace,
  environmentPatterns,
  trustedEnvironments,
} from '../environments';
import { listed } from '../listed';
import { protectionOf } from '../protection';
import type { Report, Rule } from '../rule';

/**
 * A workflow that names an environment which GitHub does not have makes it, without protection: then whoever can push a branch
 * gets the role. Silent where the lock knows that GitHub protects it; but not of a pattern, which other names always fit.
 * https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 */
export const unmanagedEnvironment: Rule = {
  id: 'unmanaged-environment',
  check(context, report) {
    const unmanaged = trustedEnvironments(context).filter((trusted) => !trusted.declared && !isProtected(trusted));
    for (const group of byPlace(unmanaged, whatIsKnown)) {
      const [{ repository, environment, at, requiresRef, role }] = group;
      const names = listed(group.map((each) => each.repository.fullName));
      const name = /^[a-z][\w/-]*$/i.test(environment) ? environment : JSON.stringify(environment);
      const branch = repository.locked?.defaultBranch ?? 'main';
      const who = requiresRef
        ? `only the \`ref\` in the trust keeps others from the role of \`${role.plan.binding}\``
        : `a workflow on any branch that names it gets the role of \`${role.plan.binding}\``;
      report(
        at,
        [
          `nothing here protects the environment \`${environment}\` of ${names}: ${who}`,
          whatIsKnown(group[0]),
          'declare it with its protection, under `repositories`:',
          `  ${repository.name}: { environments: { ${name}: { deployment_branches: [${branch}] } } }`,
        ].join('\n'),
      );
    }
    reportPatterns(environmentPatterns(context), report);
  },
};

/** Each place once, though it may be in several accounts. */
function reportPatterns(patterns: readonly EnvironmentPattern[], report: Report): void {
  const places = new Set<string>();
  for (const found of patterns) {
    const { at, entry } = found;
    const place = JSON.stringify([at.source.file, at.path]);
    if (entry.repositories.length === 0 || places.has(place)) continue;
    places.add(place);
    report(at, ofPattern(found));
  }
}

function ofPattern({ text, entry, role, requiresRef }: EnvironmentPattern): string {
  const names = listed([...new Set(entry.repositories.map(({ fullName }) => fullName))]);
  const who = requiresRef
    ? `only the \`ref\` in the trust keeps others from the role of \`${role.plan.binding}\``
    : `a workflow on any branch that names one gets the role of \`${role.plan.binding}\``;
  return [
    `whoever may push to ${names} can make an environment of a name that fits \`${text}\`: ${who}`,
    'the first workflow that names an environment makes it, unprotected, whatever protects others that fit',
    'name each `environment`, and declare it with its protection, under `repositories`',
  ].join('\n');
}

function isProtected(trusted: TrustedEnvironment): boolean {
  const { reviewers, rules } = protectionOf(trusted);
  return reviewers > 0 || rules.kind === 'hold';
}

function whatIsKnown(trusted: TrustedEnvironment): string {
  const { facts } = trusted;
  const { rules } = protectionOf(trusted);
  if (facts === 'absent')
    return 'GitHub has no such environment: the first workflow that names it makes it, unprotected';
  if (facts === undefined)
    return 'the lock file does not know it: if GitHub has none, a workflow that names it makes it (`npx oidc-bindings lock` asks)';
  const detail = rules.kind === 'open' ? `: ${rules.why}` : '';
  return `as far as the lock file knows, GitHub has neither reviewers nor branch rules for it${detail}`;
}
