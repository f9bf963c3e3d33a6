import type { JudgedRole } from '../../jobs/roles';
import type { ResolvedRole } from '../../access-plan/roles/roles';
import { textOf } from '../expression/coerce';
import type { Evaluated } from '../expression/value';
import type { RepositoryAccess } from './repository-roles';
import type { VisibleVariables } from './variables';

/** The role that a step asks for. */
export type AskedRole =
  | { readonly kind: 'none' }
  | { readonly kind: 'bound'; readonly arn: string; readonly judged: JudgedRole }
  /** An ARN of no role of the bindings; `instead` is a role of the same name, that trusts the repository, in another account. */
  | { readonly kind: 'foreign'; readonly arn: string; readonly instead?: ResolvedRole }
  | { readonly kind: 'name'; readonly name: string }
  /** A variable that the repository's environments have, and the job does not see. */
  | { readonly kind: 'hidden'; readonly variable: string; readonly environments: readonly string[] }
  | { readonly kind: 'unknown'; readonly because: readonly string[] };

/** ARN of a role; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const ROLE_ARN = /^arn:[a-z0-9-]+:iam::(\d{12}):role\/(.+)$/;

/** What role an input names that comes to `value`, or to `emptied` where the variables that the job does not see are empty. */
export function askedRole(
  value: Evaluated,
  emptied: () => Evaluated | undefined,
  { roleOf, own, accountIds }: RepositoryAccess,
  variables: VisibleVariables,
): AskedRole {
  if (!('known' in value)) {
    const hidden = value.unknown
      .flatMap((context) => /^vars\.([^.]+)$/i.exec(context)?.[1]?.toUpperCase() ?? [])
      .find((name) => variables.environmentsOf(name).length > 0);
    const without = hidden === undefined ? undefined : emptied();
    return hidden === undefined || !without || !('known' in without) || isRoleArn(textOf(without.known))
      ? { kind: 'unknown', because: value.unknown }
      : { kind: 'hidden', variable: hidden, environments: variables.environmentsOf(hidden) };
  }
  const arn = typeof value.known === 'object' ? '' : textOf(value.known).trim();
  if (arn === '') return { kind: 'none' };
  const judged = roleOf(arn);
  if (judged) return { kind: 'bound', arn, judged };
  const [, account = '', pathAndName] = ROLE_ARN.exec(arn) ?? [];
  if (pathAndName === undefined) return { kind: 'name', name: arn };
  // Of an account that the bindings do not have it is not known which roles it has.
  if (!accountIds.has(account)) return { kind: 'foreign', arn };
  const instead = own.find(({ plan }) => ROLE_ARN.exec(plan.arn)?.[2] === pathAndName);
  return { kind: 'foreign', arn, instead };
}

/** Whether a text is the ARN of a role. */
export function isRoleArn(text: string): boolean {
  return ROLE_ARN.test(text);
}
