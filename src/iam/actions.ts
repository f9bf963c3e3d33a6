import type { IamAction, IamData } from './iam-data';
import { matchesWildcards } from './wildcards';

/** Whether an action that a policy writes stands for every action there is. */
export function isEveryAction(written: string): boolean {
  return /^\*+(:\*+)?$/.test(written);
}

/**
 * Whether an action is one that a policy writes. Case does not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchesAction(written: string, action: string): boolean {
  return isEveryAction(written) || matchesWildcards(written.toLowerCase(), action.toLowerCase());
}

/** The actions of its service that a policy means by one it writes; nothing if there is no such service. */
export function actionsMeant(written: string, iam: IamData): readonly IamAction[] | undefined {
  const [service = '', name = ''] = written.toLowerCase().split(':');
  return iam.actionsOf(service)?.filter((action) => matchesWildcards(name, action.name.toLowerCase()));
}

/**
 * Crypto without lasting effect, marks on the caller's own session, and the filling of a cache: AWS counts them as writing, and
 * nothing is changed by them. What they may reveal is another question.
 */
const CHANGES_NOTHING = [
  'ecr:BatchImportUpstreamImage',
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:GenerateRandom',
  'kms:ReEncrypt*',
  'kms:Verify*',
  'sts:DecodeAuthorizationMessage',
  'sts:SetSourceIdentity',
  'sts:TagSession',
];

/** Whether an action changes something, by the level that AWS gives it. */
export function isWriting(service: string, { name, levels }: IamAction): boolean {
  if (levels.every((level) => level === 'List' || level === 'Read')) return false;
  // A few actions that only read are filed under managing permissions or tags.
  if (/^(List|Describe)/.test(name) || (/^Get/.test(name) && levels[0] !== 'Write')) return false;
  return !CHANGES_NOTHING.some((each) => matchesAction(each, `${service}:${name}`));
}

/**
 * Whether a pattern means what reads, by its beginning: `athena:Get*`. Here and there such a pattern takes in an action that AWS
 * counts as writing, in `ReadOnlyAccess` too.
 */
export function isReadingPattern(written: string): boolean {
  return /^[^:]*:(batchget|describe|get|list)[a-z]*\*$/i.test(written);
}
