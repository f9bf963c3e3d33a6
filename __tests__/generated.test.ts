import { TerraformElement, type TerraformStack, Testing } from 'cdktf';
import fc from 'fast-check';
import type { AccessPlan } from '../src/access-plan/access-plan';
import { resolveAccess } from '../src/access-plan/resolve';
import { parseLock } from '../src/bindings/lock';
import { parseBindings } from '../src/bindings/parse';
import { type GeneratedFiles, generatedFiles } from './support/generate';
import { iamPolicies } from './support/iam-json';
import { type TerraformJson, appOf, stacksOf } from './support/synth';
import { noFiles } from './support/no-files';

function resolve(files: GeneratedFiles): AccessPlan {
  const [bindings, wrongBindings] = parseBindings('bindings.yaml', files.bindings, noFiles);
  const [lock, wrongLock] = parseLock('bindings.lock.yaml', files.lock, true);
  if (!bindings) throw new Error(JSON.stringify(wrongBindings.map(({ message }) => message)));
  const [{ plan }, wrong] = resolveAccess(bindings, lock, noFiles);
  expect(
    [...wrongBindings, ...wrongLock, ...wrong].map(
      ({ rule, message, at }) => `${rule} ${at.path.join('.')} ${message}`,
    ),
  ).toEqual([]);
  return plan;
}

interface TrustStatement {
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

function trustStatements(stack: TerraformJson): readonly TrustStatement[] {
  const trusts = Object.entries(iamPolicies(stack)).filter(([address]) => address.endsWith('__trust'));
  return trusts.flatMap(([, policy]) => (policy as { Statement: readonly TrustStatement[] }).Statement);
}

function elementsOf(stack: TerraformStack): number {
  return stack.node
    .findAll()
    .filter((node) => TerraformElement.isTerraformElement(node) && /^(aws|github)_/.test(node.node.id)).length;
}

function addressesOf({ resource = {}, data = {} }: TerraformJson): readonly string[] {
  return [resource, data].flatMap((types) => Object.values(types).flatMap((addresses) => Object.keys(addresses)));
}

it('emits every file in which nothing is wrong, closed, and each element at an address of its own', () => {
  let statements = 0;
  fc.assert(
    fc.property(generatedFiles, (files) => {
      const plan = resolve(files);
      const stacks = stacksOf(appOf(plan));

      expect(stacks.map(({ node }) => node.id)).toEqual(
        [...plan.protect, ...plan.accounts, ...plan.publish].map(({ stack }) => stack),
      );
      expect(plan.accounts).toHaveLength(3);
      for (const stack of stacks) {
        const json = JSON.parse(Testing.synth(stack, true)) as TerraformJson;
        const addresses = addressesOf(json);
        expect(addresses).toHaveLength(elementsOf(stack));
        expect(addresses.filter((address) => !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(address))).toEqual([]);
        for (const { Condition } of trustStatements(json)) {
          statements++;
          const subjects = Object.values(Condition).flatMap(
            (keys) => keys['token.actions.githubusercontent.com:sub'] ?? [],
          );
          expect(
            Object.keys(Condition).filter((operator) => !['StringEquals', 'StringLike'].includes(operator)),
          ).toEqual([]);
          expect(Condition.StringEquals?.['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com');
          expect(subjects.length).toBeGreaterThan(0);
          expect(subjects.filter((subject) => /^[*?]*$/.test(subject))).toEqual([]);
        }
      }
    }),
    { numRuns: 200 },
  );
  expect(statements).toBeGreaterThan(500);
});
