import { immutablePrefix, legacyPrefix } from '../oidc/subject';
import { type Facts, subjectClaims } from './facts';
import type { Answer, GitHub } from './github';
import type { Identity } from './identity';
import type { Refuse } from './refusal';
import { organizationSubjectResponse, readResponse, subjectResponse } from './responses';

/** Asks for an organization's subject template; once for each organization. */
export type OrganizationTemplates = (owner: string) => Promise<Answer>;

/** Remembers what organizations answered, for one run. */
export function organizationTemplates(github: GitHub): OrganizationTemplates {
  const asked = new Map<string, Promise<Answer>>();
  return (owner) => {
    const known = asked.get(owner);
    if (known) return known;
    const answer = github.get('/orgs/{org}/actions/oidc/customization/sub', { org: owner });
    asked.set(owner, answer);
    return answer;
  };
}

/** Asks how a repository's subjects look: their prefix, and the template in effect. */
export async function askSubject(
  github: GitHub,
  identity: Identity,
  templates: OrganizationTemplates,
  refuse: Refuse,
): Promise<Pick<Facts, 'subject_prefix' | 'subject_claims'>> {
  const [owner = '', repo = ''] = identity.fullName.split('/');
  const answer = await github.get('/repos/{owner}/{repo}/actions/oidc/customization/sub', { owner, repo });
  if (answer.kind !== 'ok') {
    refuse(['subject_prefix', 'subject_claims'], answer);
    return {};
  }
  const subject = readResponse(subjectResponse, answer.data, `the subjects of ${identity.fullName}`);
  const { sub_claim_prefix: prefix, include_claim_keys: keys, use_default: isDefault } = subject;
  return {
    subject_prefix: knownPrefix(prefix, owner, repo, identity, refuse),
    subject_claims:
      isDefault === undefined
        ? undefined
        : isDefault
          ? 'default'
          : keys?.length
            ? subjectClaims(keys)
            : await organizationClaims(owner, identity, templates, refuse),
  };
}

/** The prefix selects the form of the subjects: one that is neither of the two forms selects nothing. */
function knownPrefix(
  prefix: string | null | undefined,
  owner: string,
  name: string,
  { id, ownerId }: Identity,
  refuse: Refuse,
): string | undefined {
  if (prefix === null || prefix === undefined) return undefined;
  const forms = [legacyPrefix({ owner, name }), immutablePrefix(owner, name, { owner: ownerId, repository: id })];
  if (forms.includes(prefix)) return prefix;
  refuse(['subject_prefix'], { kind: 'refused', reason: `\`${prefix}\` is neither \`${forms.join('` nor `')}\`` });
  return undefined;
}

async function organizationClaims(
  owner: string,
  { isOrganization }: Identity,
  templates: OrganizationTemplates,
  refuse: Refuse,
): Promise<Facts['subject_claims']> {
  if (!isOrganization) return 'default';
  const answer = await templates(owner);
  if (answer.kind !== 'ok') {
    refuse(['subject_claims'], answer);
    return undefined;
  }
  const keys = readResponse(organizationSubjectResponse, answer.data, `the subjects of ${owner}`).include_claim_keys;
  return keys?.length ? subjectClaims(keys) : 'default';
}
