import { expandTemplate } from '../../bindings/template';
import type { Problems } from '../../diagnostics/diagnostic';
import { child } from '../../diagnostics/source';
import { EXTERNAL_ID, ROLE_ARN, SESSION_NAME } from '../../iam/iam-names';
import type { CredentialsPlan } from '../access-plan';
import type { AccountContext } from './accounts';

/** How Terraform logs in to an account. */
export function credentialsOf(
  { settings, at, scope, partition }: AccountContext,
  problems: Problems,
): CredentialsPlan | undefined {
  const { profile, assume_role: role } = settings.credentials ?? {};
  const credentialsAt = child(at, 'credentials');
  if (profile !== undefined)
    return { profile: expandTemplate(profile, scope, child(credentialsAt, 'profile'), problems) ?? '' };
  if (!role) return undefined;
  const expand = (key: keyof typeof role, form: RegExp, what: string) => {
    const place = child(credentialsAt, 'assume_role', key);
    const text = role[key] === undefined ? undefined : expandTemplate(role[key], scope, place, problems);
    if (text !== undefined && !form.test(text)) problems.error('invalid-value', place, `\`${text}\` is not ${what}`);
    return text;
  };
  const roleArn = expand('role_arn', ROLE_ARN, 'the ARN of a role') ?? '';
  if (ROLE_ARN.test(roleArn) && roleArn.split(':')[1] !== partition)
    problems.error(
      'invalid-value',
      child(credentialsAt, 'assume_role', 'role_arn'),
      `\`${roleArn}\` lies in another partition than the account (\`${partition}\`): nobody can assume a role across partitions`,
    );
  return {
    roleArn,
    externalId: expand('external_id', EXTERNAL_ID, 'an external id: 2 to 1224 letters, digits and `_+=,.@:/-`'),
    sessionName: expand('session_name', SESSION_NAME, 'the name of a session: 2 to 64 letters, digits and `_+=,.@-`'),
  };
}
