import type { Account, Role } from '../world';
import { type Aws, refusal } from './connection';

const QUOTAS = { trust: 2048, inline: 10240, clientIds: 100, thumbprints: 5 };

/** Refuses a trust policy that IAM does not take. Whether the OIDC provider exists is not asked. */
export function refuseTrust(operation: string, trust: string): void {
  for (const statement of statementsOf(trust)) {
    if ('Resource' in statement || 'NotResource' in statement)
      refuseDocument(operation, 'Has prohibited field Resource');
    if (!listOf(statement['Action']).every((action) => /^sts:/i.test(action)))
      refuseDocument(operation, 'AssumeRole policy may only specify STS AssumeRole actions.');
    const github = federated(statement).find((arn) => arn.endsWith(`:oidc-provider/${GITHUB}`));
    if (github !== undefined && statement['Effect'] === 'Allow' && !namesSubject(statement))
      refuseDocument(
        operation,
        `Trust policy with trusted principal ${github} must evaluate, using StringEquals, StringLike or ` +
          `StringEqualsIgnoreCase, ${GITHUB}:sub or ${GITHUB}:job_workflow_ref which is not scoped to all.`,
      );
  }
  if (size(trust) > QUOTAS.trust)
    throw new Error(
      refusal(operation, 409, 'LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${QUOTAS.trust}`),
    );
}

/** Refuses an inline policy that IAM does not take, or one too much for the role. */
export function refuseInline(roleName: string, { inline }: Role, name: string, policy: string): void {
  const operation = 'PutRolePolicy';
  for (const statement of statementsOf(policy)) {
    if ('Principal' in statement || 'NotPrincipal' in statement)
      refuseDocument(operation, 'Policy document should not specify a principal.');
    if (!('Action' in statement || 'NotAction' in statement))
      refuseDocument(operation, 'Policy statement must contain actions.');
    if (!('Resource' in statement || 'NotResource' in statement))
      refuseDocument(operation, 'Policy statement must contain resources.');
  }
  const total = Object.values({ ...inline, [name]: policy }).reduce((sum, each) => sum + size(each), 0);
  if (total > QUOTAS.inline) {
    const why = `Maximum policy size of ${QUOTAS.inline} bytes exceeded for role ${roleName}`;
    throw new Error(refusal(operation, 409, 'LimitExceeded', why));
  }
}

/** Refuses a managed policy that is not there; those of AWS always are. */
export function refuseMissing(aws: Aws, { policies }: Account, arn: string): void {
  requireManaged('AttachRolePolicy', arn);
  if (!exists(aws, policies, arn))
    throw new Error(
      refusal('AttachRolePolicy', 404, 'NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`),
    );
}

/** Refuses a permissions boundary that is no managed policy, or one that is not there. */
export function refuseBoundary(operation: string, aws: Aws, { policies }: Account, arn: string): void {
  if (arn === '') return;
  requireManaged(operation, arn);
  if (!exists(aws, policies, arn))
    throw new Error(refusal(operation, 404, 'NoSuchEntity', `Scope ARN: ${arn} does not exist or not attachable.`));
}

/** Refuses a path or a description of a role that IAM does not take, though the provider does. */
export function refuseRole(path: string, description: string): void {
  if (!/^\/([!-~]+\/)?$/.test(path))
    invalid(
      'CreateRole',
      'The specified value for path is invalid. ' +
        'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  refuseDescription('CreateRole', description);
}

/** Refuses a description with characters beyond Latin 1. */
export function refuseDescription(operation: string, description: string): void {
  if (!/^[\t\n\r\u0020-\u007E\u00A1-\u00FF]*$/.test(description))
    invalid(
      operation,
      "1 validation error detected: Value at 'description' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
    );
}

/** Refuses too many client ids or thumbprints of an OIDC provider. */
export function refuseOidcLists(operation: string, clientIds: readonly string[], thumbprints: readonly string[]): void {
  if (clientIds.length > QUOTAS.clientIds) {
    const why = `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${QUOTAS.clientIds}`;
    throw new Error(refusal(operation, 409, 'LimitExceeded', why));
  }
  if (thumbprints.length > QUOTAS.thumbprints)
    throw new Error(
      refusal(operation, 400, 'InvalidInput', `Thumbprint list must contain fewer than ${QUOTAS.thumbprints} entries.`),
    );
}

type Statement = Readonly<Record<string, unknown>>;

const GITHUB = 'token.actions.githubusercontent.com';

function statementsOf(policy: string): readonly Statement[] {
  const { Statement: found } = JSON.parse(policy) as { readonly Statement?: Statement | readonly Statement[] };
  return found === undefined ? [] : [found].flat();
}

function federated({ Principal: principal }: Statement): readonly string[] {
  return listOf((principal as { readonly Federated?: unknown } | undefined)?.Federated);
}

/** Whether a condition narrows the subject or the workflow. */
function namesSubject({ Condition: conditions = {} }: Statement): boolean {
  const operators = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase'];
  return Object.entries(conditions as Readonly<Record<string, Statement>>)
    .filter(([operator]) => operators.includes(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .some(([key, values]) => SUBJECTS.includes(key.toLowerCase()) && !listOf(values).some(isAll));
}

const SUBJECTS = [`${GITHUB}:sub`, `${GITHUB}:job_workflow_ref`];

function isAll(value: string): boolean {
  return /^[*?]*$/.test(value);
}

function listOf(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}

/** Only those of AWS and of the account itself can be used, and of both only those of the partition. */
function exists({ partition, account }: Aws, policies: readonly string[] | undefined, arn: string): boolean {
  if (arn.startsWith(`arn:${partition}:iam::aws:policy/`)) return true;
  return arn.startsWith(`arn:${partition}:iam::${account}:policy/`) && (policies?.includes(arn) ?? true);
}

function requireManaged(operation: string, arn: string): void {
  if (!/^arn:[^:]+:iam::(aws|\d{12}):policy\/([!-~]+\/)?[\w+=,.@-]{1,128}$/.test(arn))
    throw new Error(refusal(operation, 400, 'InvalidInput', `ARN ${arn} is not valid.`));
}

/** White space does not count. */
function size(policy: string): number {
  return policy.replace(/\s/g, '').length;
}

function refuseDocument(operation: string, why: string): never {
  throw new Error(refusal(operation, 400, 'MalformedPolicyDocument', why));
}

function invalid(operation: string, why: string): never {
  throw new Error(refusal(operation, 400, 'api error ValidationError', why));
}
