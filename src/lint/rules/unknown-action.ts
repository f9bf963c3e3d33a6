import { didYouMean } from '../../diagnostics/suggest';
import { actionsMeant, isEveryAction } from '../../iam/actions';
import type { IamData } from '../../iam/iam-data';
import { partPlace } from '../role-permissions';
import type { Rule } from '../rule';

/**
 * IAM accepts actions that there are not, and they allow nothing: mostly a misspelling, or the name of an API operation that has
 * no action.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const unknownAction: Rule = {
  id: 'unknown-action',
  check({ access, iam }, report) {
    const known = new Map<string, string | undefined>();
    for (const { permissions } of access.roles) {
      for (const placed of permissions.statements) {
        // Presets are ours, and tested.
        if (placed.from !== 'statement' && placed.from !== 'file') continue;
        for (const part of ['actions', 'notActions'] as const) {
          placed.statement[part].forEach((written, i) => {
            if (!known.has(written)) known.set(written, faultOf(written, iam));
            const fault = known.get(written);
            if (fault === undefined) return;
            const { at, related } = partPlace(placed, part, i);
            report(at, fault, { related });
          });
        }
      }
    }
  },
};

function faultOf(written: string, iam: IamData): string | undefined {
  if (isEveryAction(written) || (actionsMeant(written, iam)?.length ?? 0) > 0) return undefined;
  return `${whatIsNot(written, iam)}\nby AWS's list of ${iam.date()}; IAM accepts it, and it has no effect`;
}

function whatIsNot(written: string, iam: IamData): string {
  const [service = '', name = ''] = written.split(':');
  const actions = iam.actionsOf(service.toLowerCase());
  if (!actions) return `there is no service \`${service}\`${hint(service, iam.services())}`;
  if (/[*?]/.test(name)) return `no action of \`${service}\` is like \`${written}\``;
  const names = actions.map((action) => `${service}:${action.name}`);
  return `there is no action \`${written}\`${hint(written, names)}`;
}

function hint(written: string, known: readonly string[]): string {
  const meant = OTHERWISE.get(written.toLowerCase());
  return meant === undefined ? didYouMean(written, known) : `, did you mean \`${meant}\`?`;
}

/** Services and API operations that go by another name in policies. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['cloudwatchlogs', 'logs'],
  ['efs', 'elasticfilesystem'],
  ['elb', 'elasticloadbalancing'],
  ['emr', 'elasticmapreduce'],
  ['eventbridge', 'events'],
  ['stepfunctions', 'states'],
  ['lambda:invoke', 'lambda:InvokeFunction'],
  ['s3:createmultipartupload', 's3:PutObject'],
  ['s3:deleteobjects', 's3:DeleteObject'],
  ['s3:headbucket', 's3:ListBucket'],
  ['s3:headobject', 's3:GetObject'],
  ['s3:listbuckets', 's3:ListAllMyBuckets'],
  ['s3:listobjects', 's3:ListBucket'],
  ['s3:listobjectsv2', 's3:ListBucket'],
]);
