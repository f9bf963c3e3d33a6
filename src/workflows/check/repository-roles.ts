import type { Access } from '../../access-plan/resolve';
import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type Lock, branchSettings } from '../../bindings/lock';
import { type TokenRepository, tokenRepository } from '../../jobs/repository';
import { type JudgedRole, judgedRole } from '../../jobs/roles';
import { written } from '../../oidc/claim-text';
import type { Issuer } from '../../oidc/issuer';
import type { NamedRefs } from '../runs/runs';

/** An environment's own settings, as far as they are about branches. */
interface BranchRules {
  readonly deployment_branches?: readonly string[];
  readonly deployment_tags?: readonly string[];
  readonly protected_branches?: boolean;
}

/** Which branches and tags an environment lets in; nothing of which both are empty lets in all. */
export interface DeploymentRules {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** Whether only protected branches get in, of which there are some. */
  readonly onlyProtected: boolean;
}

/** What the bindings and the lock file say of one repository. */
export interface RepositoryAccess {
  readonly repository: TokenRepository;
  readonly issuer: Issuer;
  /** All roles, those of other repositories too: a workflow can ask for any. */
  readonly roleOf: (arn: string) => JudgedRole | undefined;
  /** The ARNs of all, and the ids of their accounts. */
  readonly arns: readonly string[];
  readonly accountIds: ReadonlySet<string>;
  /** The roles that trust some job of the repository. */
  readonly own: readonly ResolvedRole[];
  /** Environments that are declared, locked or trusted, by their names in lower case. */
  readonly environments: ReadonlyMap<string, string>;
  /** The rules of an environment as declared, else as locked; nothing where there are none or they are not known. */
  readonly rulesOf: (environment: string) => DeploymentRules | undefined;
}

/** Gathers what there is to know of a repository by its full name. */
export function repositoryAccess(fullName: string, access: Access, lock: Lock): RepositoryAccess {
  const [issuer] = access.issuers;
  if (!issuer) throw new Error('bindings have an issuer');
  const repository = tokenRepository(fullName, access, lock);
  const name = `${repository.owner}/${repository.name}`;
  const byArn = new Map(access.roles.map((role) => [role.plan.arn, role]));
  const judged = new Map<string, JudgedRole>();
  const hasProtected = lock.repositories.get(name)?.hasProtectedBranches === true;
  const own = access.roles.filter(({ entries }) =>
    entries.some(({ entry, repositories }) =>
      entry.owner === undefined
        ? repositories.some((each) => each.fullName === name)
        : entry.owner === repository.owner,
    ),
  );
  const declared = access.repositories.find((each) => each.fullName === name)?.settings.environments;
  const locked = [...(lock.repositories.get(name)?.environments ?? [])].flatMap(([environment, known]) =>
    known === 'absent' ? [] : [[environment, branchSettings(known)] as const],
  );
  const trusted = own.flatMap(({ entries }) => entries.flatMap(({ contexts }) => contexts.environments));
  const names = [...trusted, ...locked.map(([environment]) => environment), ...(declared?.keys() ?? [])];
  const facts = new Map<string, BranchRules>(
    [...locked, ...(declared ?? [])].map(([environment, each]) => [environment.toLowerCase(), each]),
  );
  return {
    repository,
    issuer,
    own,
    arns: [...byArn.keys()],
    accountIds: new Set(access.accounts.map(({ id }) => id)),
    roleOf: (arn) => {
      const role = byArn.get(arn);
      if (role && !judged.has(arn)) judged.set(arn, judgedRole(role));
      return judged.get(arn);
    },
    environments: new Map(names.map((environment) => [environment.toLowerCase(), environment])),
    rulesOf: (environment) => rulesOf(facts.get(environment.toLowerCase()), hasProtected),
  };
}

function rulesOf(facts: BranchRules | undefined, hasProtected: boolean): DeploymentRules | undefined {
  const {
    deployment_branches: branches = [],
    deployment_tags: tags = [],
    protected_branches: isProtected = false,
  } = facts ?? {};
  if (isProtected) return hasProtected ? { branches: [], tags: [], onlyProtected: true } : undefined;
  return branches.length + tags.length === 0 ? undefined : { branches, tags, onlyProtected: false };
}

/** The branches and tags that a role's trust names for the repository, as refs in which `*` stands for anything. */
export function refsOf({ entries }: Pick<ResolvedRole, 'entries'>): NamedRefs {
  return entries.flatMap(({ contexts, required }) => {
    const ofContexts = contexts.kind === 'contexts' ? contexts.values.flatMap(({ ref }) => (ref ? [ref] : [])) : [];
    return [...ofContexts, ...(required.get('ref') ?? [])]
      .map(written)
      .filter((ref) => /^refs\/(heads|tags)\//.test(ref));
  });
}
