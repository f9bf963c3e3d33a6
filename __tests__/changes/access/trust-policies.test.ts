import fc from 'fast-check';
import { GATES, isStopped, summaryOf } from '../../../src/changes/access/change';
import { formatChangesMarkdown } from '../../../src/changes/access/format-markdown';
import { trustPolicyChange } from '../../../src/changes/access/trust-policies';
import { readPolicy } from '../../../src/simulator/policy';
import { simulate } from '../../../src/simulator/simulate';
import { HOST, trustPolicies } from '../../support/policies';

const GITHUB = { Federated: `arn:aws:iam::111111111111:oidc-provider/${HOST}` };

function policy(subjects: readonly string[], ...further: readonly object[]) {
  const jobs = {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: GITHUB,
    Condition: { StringLike: { [`${HOST}:sub`]: subjects } },
  };
  return readPolicy({ Version: '2012-10-17', Statement: [jobs, ...further] });
}

const change = (...args: Parameters<typeof trustPolicyChange>) => {
  const found = trustPolicyChange(...args);
  if (!found) throw new Error('there is no change');
  return found;
};
const MAIN = 'repo:octo-org/web:ref:refs/heads/main';
const RELEASE = 'repo:octo-org/web:ref:refs/heads/release/*';

it('calls what only gains widened, what only loses narrowed, and what does both changed', () => {
  const told = ([before, after]: readonly [readonly string[], readonly string[]]) => {
    const { change: name, gains, trust } = change(policy(before), policy(after));
    return [name, gains, trust?.verdict];
  };

  expect(told([[MAIN], [MAIN, RELEASE]])).toEqual(['widened', true, 'wider']);
  expect(told([[MAIN, RELEASE], [MAIN]])).toEqual(['narrowed', false, 'narrower']);
  expect(told([[MAIN], [RELEASE]])).toEqual(['changed', true, 'different']);
});

it('says in words who gains and who loses, with a whole token of each', () => {
  const { trust, message } = change(policy([MAIN]), policy([RELEASE]));

  expect(message).toBe(
    'the trust policy lets in branches `release/*` of `octo-org/web`; no longer lets in branch `main` of `octo-org/web`',
  );
  expect(trust?.lost).toMatchObject([{ who: 'branch `main` of `octo-org/web`', claims: { sub: MAIN } }]);
  expect(Object.keys(trust?.gained[0]?.claims ?? {})).toEqual(
    expect.arrayContaining(['iss', 'aud', 'sub', 'ref', 'repository', 'repository_id', 'actor', 'job_workflow_ref']),
  );
});

it('finds no change in another order, a regrouping, or a statement that lets nobody in', () => {
  const isAbout = { Action: 'sts:AssumeRoleWithWebIdentity', Principal: GITHUB };
  const dead = { Effect: 'Allow', ...isAbout, Condition: { StringEquals: { [`${HOST}:sub`]: 'repo:octo-org/*' } } };
  const apart = { Effect: 'Allow', ...isAbout, Condition: { StringEquals: { [`${HOST}:sub`]: MAIN } } };

  expect(trustPolicyChange(policy([MAIN, RELEASE]), policy([RELEASE, MAIN, MAIN]))).toBeUndefined();
  expect(trustPolicyChange(policy([MAIN, RELEASE]), policy([RELEASE], apart, dead))).toBeUndefined();
});

it('takes no statement into account that denies by the provider of another account', () => {
  const denied = (account: string) => ({
    Effect: 'Deny',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: GITHUB.Federated.replace('111111111111', account) },
    Condition: { StringNotLike: { [`${HOST}:sub`]: MAIN } },
  });

  expect(change(policy(['repo:*']), policy(['repo:*'], denied('111111111111'))).trust?.verdict).toBe('narrower');
  expect(trustPolicyChange(policy(['repo:*']), policy(['repo:*'], denied('222222222222')))).toBeUndefined();
});

it('tells the two forms of a subject apart where words would not', () => {
  const ids = 'repo:octo-org@123456/web@456789:ref:refs/heads/main';
  const { trust } = change(policy([MAIN]), policy([ids]));

  expect([trust?.gained[0]?.who, trust?.lost[0]?.who]).toEqual([
    `branch \`main\` of \`octo-org/web\`, with a subject such as \`${ids}\``,
    `branch \`main\` of \`octo-org/web\`, with a subject such as \`${MAIN}\``,
  ]);
});

it('counts whoever is not a job of GitHub as gaining, and says that it is not decided who that is', () => {
  const others = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };
  const denied = { ...others, Effect: 'Deny' };
  const told = (before: readonly object[], after: readonly object[]) => {
    const { change: name, gains, attributes, trust } = change(policy([MAIN], ...before), policy([MAIN], ...after));
    return [name, gains, attributes.map((each) => each.name), trust?.verdict];
  };

  expect(told([], [others])).toEqual(['widened', true, ['other_trust'], 'same']);
  expect(told([others], [])).toEqual(['narrowed', false, ['other_trust'], 'same']);
  expect(told([others, denied], [others])).toEqual(['widened', true, ['other_trust'], 'same']);
});

it('gives another id to any other content, and the same id to the same', () => {
  const id = (...subjects: readonly string[]) => change(policy([MAIN]), policy([MAIN, ...subjects])).id;

  expect(id(RELEASE)).toMatch(/^[0-9a-f]{12}$/);
  expect(id(RELEASE, 'repo:octo-org/web:ref:refs/heads/release/1')).toBe(id(RELEASE));
  // In words these are the same.
  expect(id('repo:octo-org/web:ref:refs/heads/*a')).not.toBe(id('repo:octo-org/web:ref:refs/heads/*b'));
  expect(id(RELEASE)).not.toBe(id(RELEASE, 'repo:octo-org/api:pull_request'));
});

it('stops what gains at `widened`, whatever it loses, unless it is accepted', () => {
  const both = change(policy([MAIN]), policy([RELEASE]));
  const less = change(policy([MAIN, RELEASE]), policy([MAIN]));

  expect(GATES.filter((gate) => isStopped(both, [gate], []))).toEqual(['widened', 'changed']);
  expect(GATES.filter((gate) => isStopped(less, [gate], []))).toEqual(['narrowed']);
  expect(isStopped(both, ['widened'], [both.id])).toBe(false);
  expect(isStopped(both, ['widened'], [less.id])).toBe(true);
  expect(summaryOf([both, less])).toEqual({ narrowed: 1, changed: 1 });
});

it('shows only tokens that the simulator lets in on one side, and not on the other', () => {
  fc.assert(
    fc.property(trustPolicies, trustPolicies, (one, other) => {
      const [a, b] = [readPolicy(one), readPolicy(other)];
      const { gained = [], lost = [] } = trustPolicyChange(a, b)?.trust ?? {};
      for (const [jobs, inside, outside] of [
        [gained, b, a],
        [lost, a, b],
      ] as const)
        for (const { claims } of jobs) {
          expect(simulate(outside, claims).decision).not.toBe('allowed');
          expect(['allowed', 'undetermined']).toContain(simulate(inside, claims).decision);
        }
    }),
    { numRuns: 30 },
  );
});

it('makes no markup and no mention of names, in at most 60 000 characters', () => {
  const hostile = fc.constantFrom('@octo-org/all', '<img src=x>', '`|`', '[a](b)', 'a\\|b', '#1', ':tada:', '**b**');
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (names) => {
      const subjects = names.map((name) => `repo:octo-org/web:environment:${name.replaceAll(':', '%3A')}`);
      const text = formatChangesMarkdown([
        change(policy(['none']), policy(subjects.map((each) => each.replaceAll('*', '${*}')))),
      ]);
      const ours = text.replace(/<\/?(?:code|details|summary)>|&#\d+;|^\*\*|\*\*$|^\| (?:--- \| )+---? \|$/gm, '');
      expect(ours).not.toMatch(/[@<>`[\]\\#*]|:tada:/);
    }),
    { numRuns: 40 },
  );
  const one = change(policy([MAIN]), policy([RELEASE]));
  const text = formatChangesMarkdown(Array.from({ length: 500 }, () => one));
  expect(text.length).toBeLessThanOrEqual(60_000);
  expect(text).toMatch(/\d+ more parts have no room here/);
});
