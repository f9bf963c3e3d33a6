import { askEnvironment, environmentQuestions } from './ask-environment';
import { type OrganizationTemplates, askSubject } from './ask-subject';
import type { Facts, LockedEnvironment } from './facts';
import type { GitHub } from './github';
import type { Identity } from './identity';
import { type Refusal, type Refuse, refusals } from './refusal';
import { branchesResponse, readResponse, workflowPermissionsResponse } from './responses';

/** What GitHub says of a repository, over what the lock said of it, and what it would not say. */
export interface AskedFacts {
  readonly facts: Facts;
  readonly refused: readonly Refusal[];
}

/** Asks for all facts of a repository. What is refused stays as it was `before`. */
export async function askFacts(
  github: GitHub,
  identity: Identity,
  environments: readonly string[],
  before: Facts,
  templates: OrganizationTemplates,
): Promise<AskedFacts> {
  const { all, refuse } = refusals();
  const subject = await askSubject(github, identity, templates, refuse);
  const hasProtectedBranches = await askProtectedBranches(github, identity, refuse);
  const workflowPermissions = await askWorkflowPermissions(github, identity, refuse);
  return {
    facts: over(before, {
      ...identity.facts,
      ...subject,
      default_workflow_permissions: workflowPermissions,
      has_protected_branches: hasProtectedBranches,
      environments: await askEnvironments(github, identity, environments, before, refuse),
    }),
    refused: all,
  };
}

/** The answer that says who a repository is says some facts besides: these over what was known before. */
export function identityFacts({ facts }: Identity, before: Facts): Facts {
  return over(before, facts);
}

/** What is not known now stays as it was known before. */
function over(before: Facts, now: Facts): Facts {
  return { ...before, ...Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined)) };
}

/** https://docs.github.com/en/rest/actions/permissions#get-default-workflow-permissions-for-a-repository */
async function askWorkflowPermissions(
  github: GitHub,
  { fullName }: Identity,
  refuse: Refuse,
): Promise<Facts['default_workflow_permissions']> {
  const [owner = '', repo = ''] = fullName.split('/');
  const answer = await github.get('/repos/{owner}/{repo}/actions/permissions/workflow', { owner, repo });
  if (answer.kind !== 'ok') return refuse(['default_workflow_permissions'], answer);
  const what = `the workflow permissions of ${fullName}`;
  return readResponse(workflowPermissionsResponse, answer.data, what).default_workflow_permissions;
}

/** By branch protection or by rulesets: the list knows both. https://docs.github.com/en/rest/branches/branches#list-branches */
async function askProtectedBranches(
  github: GitHub,
  { fullName }: Identity,
  refuse: Refuse,
): Promise<boolean | undefined> {
  const [owner = '', repo = ''] = fullName.split('/');
  const answer = await github.get('/repos/{owner}/{repo}/branches?protected=true&per_page=1', { owner, repo });
  if (answer.kind !== 'ok') return refuse(['has_protected_branches'], answer);
  return readResponse(branchesResponse, answer.data, `the branches of ${fullName}`).length > 0;
}

async function askEnvironments(
  github: GitHub,
  { fullName }: Identity,
  names: readonly string[],
  before: Facts,
  refuse: Refuse,
): Promise<ReadonlyMap<string, LockedEnvironment>> {
  const [owner = '', repo = ''] = fullName.split('/');
  const questions = environmentQuestions(github, owner, repo, refuse);
  const known = new Map<string, LockedEnvironment>();
  for (const name of names) {
    const old = before.environments?.get(name);
    const asked = await askEnvironment(questions, name, old);
    if (asked) known.set(...asked);
    else if (old !== undefined) known.set(name, old);
  }
  return known;
}
