import { type Answer, NOT_FOUND, type Request, done, found, pageOf } from './answer';
import { type FoundEnvironment, environmentLabel } from './environments';
import type { DeploymentPolicy, GitHubWorld } from './world';

/** `GET …/deployment-branch-policies` */
export function listPolicies({ environment }: FoundEnvironment, request: Request): Answer {
  const all = Object.entries(environment.policies).map(policyJson);
  return pageOf(request, all, (page) => ({ total_count: all.length, branch_policies: page }));
}

/** `GET …/deployment-branch-policies/ID` */
export function getPolicy({ environment }: FoundEnvironment, id: string): Answer {
  const policy = environment.policies[id];
  return policy ? found(policyJson([id, policy])) : NOT_FOUND;
}

/**
 * `POST …/deployment-branch-policies`: a pattern that is there already is answered by 303 and the address of the list, which
 * clients follow: https://docs.github.com/en/rest/deployments/branch-policies#create-a-deployment-branch-policy
 */
export function addPolicy(world: GitHubWorld, place: FoundEnvironment, { body, base, path }: Request): Answer {
  const { policies } = place.environment;
  const policy: DeploymentPolicy = { kind: body['type'] === 'tag' ? 'tag' : 'branch', pattern: String(body['name']) };
  const isSame = ({ kind, pattern }: DeploymentPolicy) => kind === policy.kind && pattern === policy.pattern;
  if (Object.values(policies).some(isSame)) return { status: 303, body: {}, headers: { location: `${base}/${path}` } };
  const id = String(nextId(world));
  policies[id] = policy;
  return { ...found(policyJson([id, policy])), effect: `create ${policyLabel(place, policy)}` };
}

/** `PUT …/deployment-branch-policies/ID`: another pattern of the same kind. */
export function changePolicy(place: FoundEnvironment, id: string, { body }: Request): Answer {
  const { policies } = place.environment;
  const before = policies[id];
  if (!before) return NOT_FOUND;
  const policy = { ...before, pattern: String(body['name']) };
  policies[id] = policy;
  return { ...found(policyJson([id, policy])), effect: `update ${policyLabel(place, policy)}` };
}

/** `DELETE …/deployment-branch-policies/ID` */
export function deletePolicy(place: FoundEnvironment, id: string): Answer {
  const policy = place.environment.policies[id];
  if (!policy) return NOT_FOUND;
  delete place.environment.policies[id];
  return done(`delete ${policyLabel(place, policy)}`);
}

function policyLabel(place: FoundEnvironment, { kind, pattern }: DeploymentPolicy): string {
  return `rule ${kind} ${pattern} of ${environmentLabel(place)}`;
}

function policyJson([id, { kind, pattern }]: readonly [string, DeploymentPolicy]): object {
  return { id: Number(id), node_id: `GP_${id}`, name: pattern, type: kind };
}

/** Ids are never given twice at GitHub; here it is enough that no two rules have one. */
function nextId({ owners }: GitHubWorld): number {
  const ids = Object.values(owners).flatMap(({ repositories }) =>
    Object.values(repositories).flatMap(({ environments }) =>
      Object.values(environments).flatMap(({ policies }) => Object.keys(policies).map(Number)),
    ),
  );
  return Math.max(999, ...ids) + 1;
}
