import { type Location, child } from '../../diagnostics/source';
import { type ClaimText, written } from '../../oidc/claim-text';
import { type TrustedEnvironment, trustedEnvironments } from '../environments';
import { listed, listedRules } from '../listed';
import { ANY_BRANCH, claimPattern, deploymentPattern, meet } from '../../oidc/ref-pattern';
import type { Rule } from '../rule';

/**
 * GitHub starts no job of an environment on a ref that its branch rules shut out, so a role that requires such a ref there can
 * never be assumed. Where it is not certain what the rules mean, nothing is said.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags
 */
export const environmentBranchMismatch: Rule = {
  id: 'environment-branch-mismatch',
  check(context, report) {
    const places = new Map<string, RequiredRef[]>();
    for (const refs of trustedEnvironments(context).map(refsOf)) {
      const isUseless = refs.every(({ passes }) => !passes);
      for (const ref of refs) {
        const key = JSON.stringify([ref.at.source.file, ref.at.path]);
        places.set(key, [...(places.get(key) ?? []), { ...ref, isUseless }]);
      }
    }
    for (const refs of places.values()) {
      const isDead = refs.every(({ passes }) => !passes);
      const blocked = refs.filter(({ passes, isUseless }) => !passes && (isDead || isUseless));
      const [first] = blocked;
      if (first) report(first.at, message(first, blocked));
    }
  },
};

/** A value of `ref` that an entry requires in one environment. */
interface RequiredRef {
  readonly text: string;
  readonly at: Location;
  readonly trusted: TrustedEnvironment;
  /** Whether the environment may let it through. */
  readonly passes: boolean;
  /** Whether the environment lets none of the entry's values through. */
  readonly isUseless?: boolean;
}

function refsOf(trusted: TrustedEnvironment): readonly RequiredRef[] {
  const { entry, declared } = trusted;
  const {
    deployment_branches: branches = [],
    deployment_tags: tags = [],
    protected_branches,
  } = declared?.settings ?? {};
  const field = entry.entry.claims?.has('ref') ? 'claims' : 'claim_patterns';
  const allowed = [
    ...(protected_branches ? [ANY_BRANCH] : []),
    ...branches.map((text) => deploymentPattern('heads', text)),
    ...tags.map((text) => deploymentPattern('tags', text)),
  ];
  return (entry.required.get('ref') ?? []).map((value, i) => ({
    text: written(value),
    at: child(entry.place.at, field, 'ref', i),
    trusted,
    passes: allowed.length === 0 || isUnsure(value) || allowed.some((pattern) => meet(claimPattern(value), pattern)),
  }));
}

/** Other refs than those of branches and tags, as of pull requests, and patterns that may mean such. */
function isUnsure(value: ClaimText): boolean {
  return /^refs\/(?!heads\/|tags\/)|^[^/]*[*?]/.test(written(value));
}

function message({ text, trusted: { role } }: RequiredRef, blocked: readonly RequiredRef[]): string {
  const rules = blocked.map(({ trusted: { environment, repository, declared } }) => {
    const { deployment_branches: branches, deployment_tags: tags, protected_branches } = declared?.settings ?? {};
    const allowed = protected_branches ? 'protected branches' : listedRules(branches, tags);
    return `\`${environment}\` of \`${repository.fullName}\` lets through only ${allowed}`;
  });
  const environments = listed([...new Set(blocked.map(({ trusted }) => trusted.environment))]);
  return [
    `no job of ${environments} ever runs on \`${text}\`, so none gets the role of \`${role.plan.binding}\` by it`,
    ...new Set(rules),
  ].join('\n');
}
