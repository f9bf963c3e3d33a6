import { actionsMeant, isReadingPattern, isWriting, matchesAction } from './actions';
import { type Grant, type Permissions, allowedParts, isDenied, isEverythingDenied } from './grants';
import type { IamData } from './iam-data';
import { type ManagedPolicyContent, managedPolicyContent } from './managed-policies';
import type { Statement } from './policy-document';

/** The actions that write among those that a policy means by one it writes. */
export type WritingActions = (written: string) => readonly string[];

/** Looks them up once each: roles of many accounts say the same. The data of a service is read when it is asked for. */
export function writingActions(iam: IamData): WritingActions {
  const known = new Map<string, readonly string[]>();
  return (written) => {
    const found = known.get(written) ?? findWriting(written, iam);
    known.set(written, found);
    return found;
  };
}

function findWriting(written: string, iam: IamData): readonly string[] {
  if (isReadingPattern(written)) return [];
  const [service = ''] = written.toLowerCase().split(':');
  const writing = actionsMeant(written, iam)?.filter((action) => isWriting(service, action)) ?? [];
  return writing.map(({ name }) => `${service}:${name}`);
}

/**
 * What lets a role change something, by the levels that AWS gives to actions. A part of a service's actions (`s3:P*`) comes
 * with one that it means.
 */
export function writingGrants(permissions: Permissions, writing: WritingActions): readonly Grant[] {
  if (!withinBoundary(permissions, ({ writes }) => writes)) return [];
  const { statements } = permissions;
  const inline = allowedParts(statements).flatMap(({ grant, wide, written = '' }) => {
    if (wide) return isEverythingDenied(statements) ? [] : [grant];
    const first = writing(written).find((action) => !isDenied(statements, action));
    if (first === undefined) return [];
    return [/[*?]/.test(written.replace(/:\*+$/, '')) ? { ...grant, text: `${grant.text} (as \`${first}\`)` } : grant];
  });
  return [...inline, ...policyGrants(permissions, ({ writes }) => writes)];
}

/** Actions whose answers hold secrets, parameters or credentials. */
const OPEN_SECRETS = [
  'secretsmanager:GetSecretValue',
  'secretsmanager:BatchGetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'ssm:GetParameterHistory',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'redshift:GetClusterCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  'redshift-serverless:GetCredentials',
];
const DECRYPTING = ['kms:Decrypt', 'kms:ReEncryptFrom'];
const SECRETS = [...OPEN_SECRETS, ...DECRYPTING];
const OBJECTS = ['s3:GetObject', 's3:GetObjectVersion'];

/** What reads something secret; `state` where it is Terraform's state, which holds secrets in clear text. */
export interface SecretGrant extends Grant {
  readonly state: boolean;
}

/** What lets a role read secrets. `isState` says of which statements it is known that they are about Terraform's state. */
export function secretGrants(
  permissions: Permissions,
  isState: (statement: number) => boolean = () => false,
): readonly SecretGrant[] {
  if (!withinBoundary(permissions, ({ readsSecrets }) => readsSecrets)) return [];
  const { statements } = permissions;
  const inline = allowedParts(statements).flatMap((part): readonly SecretGrant[] => {
    const { source } = part.grant;
    const reads = (actions: readonly string[]) =>
      actions.some((action) => part.includes(action) && !isDenied(statements, action));
    const ofState = () => (source.kind === 'statement' && isState(source.statement)) || isAboutState(part.statement);
    if (part.wide) return reads(SECRETS) ? [{ ...part.grant, state: false }] : [];
    if (reads(OPEN_SECRETS)) return isPublic(part.statement) ? [] : [{ ...part.grant, state: false }];
    if (reads(DECRYPTING)) return [{ ...part.grant, state: ofState() }];
    return reads(OBJECTS) && ofState() ? [{ ...part.grant, state: true }] : [];
  });
  const policies = policyGrants(permissions, ({ readsSecrets }) => readsSecrets);
  return [...inline, ...policies.map((grant) => ({ ...grant, state: false }))];
}

/**
 * Parameters that AWS publishes for everybody, as the ids of its images.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
function isPublic({ resources }: Statement): boolean {
  return resources.length > 0 && resources.every((arn) => /^arn:[^:]+:ssm:[^:]*:[^:]*:parameter\/aws\//.test(arn));
}

/** By their names, or by what S3 says it decrypts: objects of Terraform's state. */
function isAboutState({ actions, resources, conditions }: Statement): boolean {
  const isName = (text: string) => /\.tfstate\b/i.test(text);
  if (actions.some((written) => matchesAction(written, 's3:GetObject'))) return resources.some(isName);
  return conditions.some(
    ({ operator, key, values }) =>
      /^(String|Arn)(Equals|Like)$/.test(operator) &&
      key.toLowerCase() === 'kms:encryptioncontext:aws:s3:arn' &&
      values.some(isName),
  );
}

/** The managed policies of which it is not known what they grant. */
export function unknownPolicies(permissions: Permissions): readonly Grant[] {
  if (!withinBoundary(permissions, ({ writes, readsSecrets }) => writes || readsSecrets)) return [];
  return permissions.managedPolicies.flatMap((arn, policy) =>
    managedPolicyContent(arn) === undefined ? [policyGrant(arn, policy)] : [],
  );
}

/** The managed policies that are known to hold something. */
export function policyGrants(
  { managedPolicies }: Permissions,
  holds: (content: ManagedPolicyContent) => boolean,
): readonly Grant[] {
  return managedPolicies.flatMap((arn, policy) => {
    const content = managedPolicyContent(arn);
    return content && holds(content) ? [policyGrant(arn, policy)] : [];
  });
}

function policyGrant(arn: string, policy: number): Grant {
  return { source: { kind: 'policy', policy }, text: `\`${arn.replace(/^[^/]*\//, '')}\`` };
}

/** Whether something can get past the boundary: of one that is not known, all may. */
export function withinBoundary({ boundary }: Permissions, holds: (content: ManagedPolicyContent) => boolean): boolean {
  const content = boundary === undefined ? undefined : managedPolicyContent(boundary);
  return content === undefined || holds(content);
}
