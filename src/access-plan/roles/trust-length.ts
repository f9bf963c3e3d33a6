import type { Problems } from '../../diagnostics/diagnostic';
import type { Location } from '../../diagnostics/source';
import type { AccountContext } from '../accounts/accounts';
import type { ResolvedEntry } from '../trust/resolved-entry';

/** From so many repositories on, it is their number that makes a policy too long. */
const MANY = 8;

/** Reports a trust policy over the quota of its account, with the ways out that fit what the binding trusts. */
export function checkTrustLength(
  length: number,
  { name, settings }: AccountContext,
  entries: readonly ResolvedEntry[],
  at: Location,
  problems: Problems,
): void {
  const quota = settings.quotas?.trust_policy_length ?? 2048;
  if (length <= quota) return;
  const many = forMany(entries);
  problems.error(
    'trust-policy-too-long',
    at,
    [
      `the trust policy has ${length} characters in account \`${name}\`, and its quota is ${quota}`,
      ...(many.length > 0
        ? many
        : [
            'split the binding into several roles, trust an environment instead of many branches, or drop the legacy form of repositories that have moved',
          ]),
      'if AWS raised the quota (up to 8192), say so in `quotas.trust_policy_length` of the account',
    ].join('\n'),
  );
}

/** The two ways that work for one role and very many repositories of an owner, as the lines to write. */
function forMany(entries: readonly ResolvedEntry[]): readonly string[] {
  const repositories = entries.flatMap((entry) => entry.repositories);
  const [first] = repositories;
  if (!first || new Set(repositories.map(({ fullName }) => fullName)).size < MANY) return [];
  if (repositories.some(({ owner }) => owner !== first.owner)) return [];
  const { owner, locked } = first;
  const prefix = locked?.subjectFormat === 'immutable' && locked.ids ? `${owner}@${locked.ids.owner}` : owner;
  const environment = entries.flatMap(({ contexts }) => contexts.environments)[0];
  const tail = environment === undefined ? 'ref:refs/heads/main' : `environment:${environment}`;
  return [
    'either let one shared workflow do it for all repositories of the owner:',
    '  trust:',
    `    - owner: ${owner}`,
    `      subject_pattern: "repo:${prefix}/*:${tail}"`,
    `      claims: { job_workflow_ref: "${owner}/shared/.github/workflows/deploy.yml@<commit>" }`,
    'or make a role for each repository, or a binding for each group of them:',
    `  for_each_repository: [${repositories[0]?.name ?? ''}, …]`,
  ];
}
