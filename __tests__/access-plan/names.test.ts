import fc from 'fast-check';
import { address, protectStack, publishStack, variableAddress } from '../../src/access-plan/names';

it.each([
  [['web-deploy'], 'web-deploy'],
  [['web-deploy', 'trust'], 'web-deploy__trust'],
  [['web.api', 'production'], 'web_-2eapi__production'],
  [['web-deploy', 'job-function/ViewOnlyAccess'], 'web-deploy__job-function_-2fViewOnlyAccess'],
  [['web', 'staging', 'branch', 'release/*'], 'web__staging__branch__release_-2f_-2a'],
  [['a_', 'b'], 'a_-5f__b'],
  [['a__b'], 'a_-5f_b'],
  [['a_-b'], 'a_-5f-b'],
  [['a_b'], 'a_b'],
  [['2048'], '_-32048'],
  [['web', '2048'], 'web__2048'],
  [['Prod: ü'], 'Prod_-3a_-20_-c3_-bc'],
  [['constructor'], 'constructor'],
])('writes %j as %s', (parts, expected) => {
  expect(address(...parts)).toBe(expected);
});

it('leaves the name of a variable as it is', () => {
  expect(variableAddress('A__B_', 'web.api', 'production')).toBe('web_-2eapi__production__A__B_');
  expect(variableAddress('AWS_ROLE_ARN')).toBe('AWS_ROLE_ARN');
});

it('names GitHub stacks in lower case', () => {
  expect([protectStack('Octo-Org'), publishStack('Octo-Org')]).toEqual([
    'github-protect-octo-org',
    'github-publish-octo-org',
  ]);
});

const part = fc.oneof(
  fc.stringMatching(/^[_a-b-]{1,6}$/),
  fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }),
  fc.constantFrom('_', '__', '_-', '-_', '_-5f', '5f', 'a_-5f', '__a', 'a__'),
);

it('gives different names different addresses', () => {
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.array(part, { minLength: 1, maxLength: 4 }),
      (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(address(...a)).not.toBe(address(...b));
      },
    ),
    { numRuns: 20_000 },
  );
});

it('gives names that Terraform takes', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      expect(address(...parts)).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
    }),
    { numRuns: 5_000 },
  );
});
