import fc from 'fast-check';
import { admittedOf, shapesFor } from '../../src/analysis/admitted';
import type { Box } from '../../src/analysis/box';
import { compare } from '../../src/analysis/compare';
import { createCalculus } from '../../src/analysis/calculus';
import { ABSENT } from '../../src/analysis/fields';
import { has, words } from '../../src/analysis/language';
import type { Shape } from '../../src/analysis/shape';
import { unlessTooComplex } from '../../src/analysis/too-complex';
import { questionsOf, witness } from '../../src/analysis/witness';
import { readPolicy } from '../../src/simulator/policy';
import { simulate } from '../../src/simulator/simulate';
import { HOST, jobFields, trustPolicies } from '../support/policies';

const calculus = createCalculus();
const REFS: Readonly<Record<Shape['context'], readonly string[]>> = {
  environment: ['refs/heads/main', 'refs/tags/v1', 'refs/pull/1/merge', ''],
  pull_request: ['refs/pull/1/merge', 'refs/heads/main'],
  ref: ['refs/heads/main', 'refs/heads/main-2', 'refs/tags/v1'],
};

/** A job of a shape: a value for each of its fields. */
const jobOf = (shape: Shape) =>
  fc.record({
    ...jobFields,
    ref: fc.constantFrom(...REFS[shape.context]),
    enterprise_id: fc.constantFrom(ABSENT, '3', '33'),
  });

const isIn = (job: Readonly<Record<string, string>>, box: Box) =>
  [...box].every(([field, language]) => has(language, job[field] ?? 'other'));

const exactly = (job: Readonly<Record<string, string>>): Box =>
  new Map(Object.entries(job).map(([field, value]) => [field, words(value)]));

it('lets in a token exactly where the simulator does', () => {
  const cases = trustPolicies.chain((json) => {
    const policy = readPolicy(json);
    const shape = fc.constantFrom(...shapesFor([policy]));
    return shape.chain((each) => jobOf(each).map((job) => ({ policy, shape: each, job })));
  });

  fc.assert(
    fc.property(cases, ({ policy, shape, job }) => {
      const token = witness(exactly(job), shape, calculus);
      const admitted = admittedOf(policy, shape, calculus).some((box) => isIn(job, box));
      expect([token.sub, admitted]).toEqual([token.sub, simulate(policy, token).decision === 'allowed']);
    }),
    { numRuns: 300 },
  );
});

it('shows for each difference of two policies a token that the simulator lets in by one and not by the other', () => {
  fc.assert(
    fc.property(trustPolicies, trustPolicies, (one, other) => {
      const [a, b] = [readPolicy(one), readPolicy(other)];
      const { gained, lost } = compare(a, b, calculus);
      for (const [sets, inside, outside] of [
        [gained, b, a],
        [lost, a, b],
      ] as const)
        for (const { shape, boxes } of sets)
          for (const box of boxes.slice(0, 3)) {
            const token = witness(box, shape, calculus);
            const isOpen = questionsOf(box).length > 0;
            const { decision } = simulate(inside, token);
            const isAllowed = decision === 'allowed' || (isOpen && decision === 'undetermined');
            const decisions = [isAllowed, simulate(outside, token).decision === 'allowed'];
            expect([token, ...decisions]).toEqual([token, true, false]);
          }
    }),
    { numRuns: 60 },
  );
});

it('finds nothing gained or lost between a policy and one that says the same in other words', () => {
  const isAbout = { Action: 'sts:AssumeRoleWithWebIdentity', Principal: '*' };
  const nobody = { Effect: 'Deny', ...isAbout, Condition: { StringEquals: { [`${HOST}:sub`]: 'nobody' } } };
  fc.assert(
    fc.property(trustPolicies, (json) => {
      const { Statement, ...rest } = json;
      const other = { ...rest, Statement: [nobody, ...Statement.toReversed()] };
      expect(compare(readPolicy(json), readPolicy(other), calculus).verdict).toBe('same');
      expect(compare(readPolicy(json), readPolicy(json), calculus).verdict).toBe('same');
    }),
    { numRuns: 60 },
  );
});

it('gives up where wildcards multiply, and says so', () => {
  const values = [`*a${'?'.repeat(40)}`];
  const policy = readPolicy(policyOf({ StringLike: { [`${HOST}:sub`]: values } }));

  expect(unlessTooComplex(() => compare(policy, readPolicy(policyOf({}))))).toBe('too complex');
});

const policyOf = (Condition: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: '*', Condition }],
});
