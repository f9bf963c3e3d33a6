import { join } from 'node:path';
import fc from 'fast-check';
import type { AccessPlan } from '../../src/access-plan/access-plan';
import { address } from '../../src/access-plan/names';
import { NO_STACK_SETS } from '../../src/cloudformation/manifest';
import { cloudFormationOutput } from '../../src/cloudformation/output';
import { policyJson } from '../../src/iam/policy-document';
import { renderOutput } from '../../src/render/output';
import { deployed, filesOfPlan } from '../support/cloudformation/templates';
import { expectFile } from '../support/expect-file';
import { FIXTURES, fixtureNames, loadFixture } from '../support/fixtures';
import { generatedFiles } from '../support/generate';
import { planOfText } from '../support/plan';

const fixtures = fixtureNames('bindings/ok');

function planOf(name: string): AccessPlan {
  const { plan } = loadFixture('bindings/ok', name);
  if (!plan) throw new Error(`${name} has errors`);
  return plan;
}

it.each(fixtures)('deploys in %s, byte for byte, the policies that are rendered', (name) => {
  const plan = planOf(name);
  const rendered = renderOutput(plan, new Map()).files;
  const resources = deployed(filesOfPlan(plan));
  const text = (document: unknown) => (document === undefined ? undefined : `${JSON.stringify(document, null, 2)}\n`);

  for (const { id, stack, roles } of plan.accounts) {
    const inAccount = Object.values(resources.get(id) ?? {});
    for (const { binding, name: roleName, managedPolicies } of roles) {
      const role = inAccount.find(({ Properties }) => Properties.RoleName === roleName)?.Properties ?? {};
      const [inline] = (role.Policies ?? []) as readonly { PolicyDocument: unknown }[];
      const path = `${stack}/policies/${address(binding)}`;
      expect(text(role.AssumeRolePolicyDocument)).toBe(rendered.get(`${path}.json`));
      expect(text(inline?.PolicyDocument)).toBe(rendered.get(`${path}.permissions.json`));
      expect(role.ManagedPolicyArns ?? []).toEqual(managedPolicies.map(({ arn }) => arn));
    }
    const roleCount = inAccount.filter(({ Type }) => Type === 'AWS::IAM::Role').length;
    expect(roleCount).toBe(roles.length + planReleased(plan, id));
  }
});

function planReleased({ accounts }: AccessPlan, id: string): number {
  return accounts.find((account) => account.id === id)?.released.length ?? 0;
}

it('loses no role of any file, and none of its policies', () => {
  let count = 0;
  fc.assert(
    fc.property(generatedFiles, ({ bindings, lock }) => {
      const { accounts } = planOfText(bindings, lock);
      const files = cloudFormationOutput(accounts, NO_STACK_SETS).files;
      const resources = deployed(files);
      for (const { id, roles, oidcProviders } of accounts) {
        const all = Object.values(resources.get(id) ?? {});
        expect(all).toHaveLength(roles.length + oidcProviders.filter(({ mode }) => mode !== 'existing').length);
        for (const { name, arn, trust, permissions } of roles) {
          const { Properties = {} } = all.find((each) => each.Properties.RoleName === name) ?? {};
          const policies = Properties.Policies as readonly { PolicyDocument: object }[] | undefined;
          expect(Properties.AssumeRolePolicyDocument).toEqual(policyJson(trust));
          expect(policies?.[0]?.PolicyDocument).toEqual(permissions.length > 0 ? policyJson(permissions) : undefined);
          expect(arn.endsWith(`:role${Properties.Path as string}${name}`)).toBe(true);
          count++;
        }
      }
    }),
    { numRuns: 100 },
  );
  expect(count).toBeGreaterThan(100);
});

it.each(['everything', 'adoption', 'escapes', 'release', 'ghes'])('writes for %s what a reviewer can read', (name) => {
  for (const [path, text] of filesOfPlan(planOf(name)))
    expectFile(join(FIXTURES, 'golden/cloudformation', name, path), text);
});

it.each(['adoption', 'release', 'everything'])(
  'keeps in %s what it did not make, what is let go of, and providers',
  (name) => {
    const plan = planOf(name);
    const resources = deployed(filesOfPlan(plan));

    for (const { id, roles, released } of plan.accounts) {
      const kept = [...roles.filter(({ adopted }) => adopted), ...released].map((role) => role.name);
      for (const { Type, DeletionPolicy, UpdateReplacePolicy, Properties } of Object.values(resources.get(id) ?? {})) {
        const isKept = Type === 'AWS::IAM::OIDCProvider' || kept.includes(Properties.RoleName as string);
        expect([Properties.RoleName, DeletionPolicy]).toEqual([Properties.RoleName, isKept ? 'Retain' : undefined]);
        expect(UpdateReplacePolicy).toBe(DeletionPolicy);
      }
    }
  },
);

it('has roles that are let go of, and such that are adopted, to judge by', () => {
  expect(planOf('release').accounts.flatMap(({ released }) => released)).not.toEqual([]);
  expect(planOf('adoption').accounts.flatMap(({ roles }) => roles.filter(({ adopted }) => adopted))).not.toEqual([]);
});

it('makes no provider that is only looked up, and asks every role to wait for one that it makes', () => {
  for (const name of fixtures)
    for (const { id, oidcProviders } of planOf(name).accounts) {
      const resources = deployed(filesOfPlan(planOf(name))).get(id) ?? {};
      const providers = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::OIDCProvider');
      expect(providers).toHaveLength(oidcProviders.filter(({ mode }) => mode !== 'existing').length);
      for (const { Type, DependsOn = [], Properties } of Object.values(resources)) {
        if (Type === 'AWS::IAM::Role') expect(DependsOn).toEqual(providers.map(([key]) => key));
        else expect(Properties.ThumbprintList).not.toEqual([]);
      }
    }
});
