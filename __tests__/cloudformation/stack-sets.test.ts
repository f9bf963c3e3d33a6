import { stringify } from 'yaml';
import type { StackSets } from '../../src/cloudformation/manifest';
import { filesOfPlan, stackSetsIn } from '../support/cloudformation/templates';
import { planOfText } from '../support/plan';

const LOCK = stringify({
  version: 1,
  repositories: {
    'octo-org/web': { owner_id: '123', repository_id: '456', subject_prefix: 'repo:octo-org@123/web@456' },
  },
});

interface AccountOptions {
  readonly region?: string;
  readonly bucket?: string;
  readonly retired?: boolean;
}

/** Accounts by name, with ids in their order, that all have one role. */
function planOf(accounts: Readonly<Record<string, AccountOptions>>) {
  const entries = Object.entries(accounts).map(([name, { region = 'us-east-2', bucket = 'octo', retired }]) => {
    const id = Array.from(name).reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) % 1e9;
    return [name, { id: `${100_000_000_000 + id}`, region, values: { bucket }, ...(retired && { retired }) }] as const;
  });
  const file = {
    version: 1,
    github: { owner: 'octo-org' },
    accounts: Object.fromEntries(entries),
    bindings: {
      deploy: {
        accounts: ['all'],
        trust: [{ repository: 'web', branch: 'main' }],
        role: { name: 'deploy-${account.id}' },
        permissions: [
          {
            statement: {
              actions: ['s3:GetObject'],
              resources: ['arn:${account.partition}:s3:::${account.values.bucket}-${account.id}/*'],
            },
          },
        ],
      },
    },
  };
  return {
    plan: planOfText(stringify(file), LOCK),
    idOf: (name: string) => Object.fromEntries(entries)[name]?.id ?? '',
  };
}

function setsOf(accounts: Readonly<Record<string, AccountOptions>>, before?: StackSets): StackSets {
  return stackSetsIn(filesOfPlan(planOf(accounts).plan, before));
}

/** Names of the stack sets with those of their accounts. */
function members(sets: StackSets, accounts: Readonly<Record<string, AccountOptions>>) {
  const { idOf } = planOf(accounts);
  const names = new Map(Object.keys(accounts).map((name) => [idOf(name), name]));
  return Object.fromEntries(
    sets.stack_sets.map(({ name, accounts: ids }) => [name, ids.map((id) => names.get(id) ?? id).sort()]),
  );
}

it('gives accounts that differ only by id one template, also where the id is part of names', () => {
  const accounts = { a: {}, b: {}, c: { bucket: 'other' } };

  expect(members(setsOf(accounts), accounts)).toEqual({ 'oidc-bindings-a': ['a', 'b'], 'oidc-bindings-c': ['c'] });
});

it('shares a template between partitions, and no stack set', () => {
  const accounts = { a: {}, gov: { region: 'us-gov-west-1' }, b: {} };
  const { stack_sets: sets } = setsOf(accounts);

  expect(sets.map(({ name, template, region }) => [name, template, region])).toEqual([
    ['oidc-bindings-a', 'templates/oidc-bindings-a.json', 'us-east-2'],
    ['oidc-bindings-gov', 'templates/oidc-bindings-a.json', 'us-gov-west-1'],
  ]);
});

it.each([
  [['us-east-2', 'us-east-2'], 'us-east-2'],
  [['us-east-2', 'eu-central-1'], 'us-east-1'],
  [['us-gov-east-1', 'us-gov-west-1'], 'us-gov-west-1'],
])('puts accounts of the regions %j into %s', (regions, region) => {
  const accounts = Object.fromEntries(regions.map((each, i) => [`a${i}`, { region: each }]));

  expect(setsOf(accounts).stack_sets.map((set) => set.region)).toEqual([region]);
});

it('lists retired accounts by name, and gives them no template', () => {
  const sets = setsOf({ a: {}, old: { retired: true } });

  expect(sets.retired).toEqual(['old']);
  expect(sets.stack_sets.flatMap(({ accounts }) => accounts)).toHaveLength(1);
});

it('writes the same whatever the order of the accounts', () => {
  const files = (accounts: Readonly<Record<string, AccountOptions>>) => [...filesOfPlan(planOf(accounts).plan)];

  expect(files({ c: { bucket: 'x' }, b: {}, a: {} })).toEqual(files({ a: {}, b: {}, c: { bucket: 'x' } }));
});

describe('after a change', () => {
  const before = setsOf({ b: {}, c: {}, x: { bucket: 'x' } });

  it('keeps name and region of a stack set, though an account comes first, or from another region', () => {
    const accounts = { a: { region: 'eu-central-1' }, b: {}, c: {}, x: { bucket: 'x' } };
    const sets = setsOf(accounts, before);

    expect(members(sets, accounts)).toEqual({ 'oidc-bindings-b': ['a', 'b', 'c'], 'oidc-bindings-x': ['x'] });
    expect(sets.stack_sets.map(({ region }) => region)).toEqual(['us-east-2', 'us-east-2']);
  });

  it('keeps the name, though the account leaves that it is from', () => {
    const accounts = { c: {}, x: { bucket: 'x' } };

    expect(members(setsOf(accounts, before), accounts)).toEqual({ 'oidc-bindings-b': ['c'], 'oidc-bindings-x': ['x'] });
  });

  it('leaves the name to most of its accounts, and never gives it to others meanwhile', () => {
    const first = setsOf({ a: {}, b: {}, c: {} });
    const apart = { a: { bucket: 'x' }, b: {}, c: {} };
    const sets = setsOf(apart, first);

    expect(members(sets, apart)).toEqual({ 'oidc-bindings-a': ['b', 'c'], 'oidc-bindings-a-2': ['a'] });
    expect(setsOf(apart, sets)).toEqual(sets);
  });

  it('never lets a stack set go on in another partition', () => {
    const accounts = { b: { region: 'us-gov-west-1' } };

    expect(setsOf(accounts, setsOf({ b: {} })).stack_sets.map(({ name, region }) => [name, region])).toEqual([
      ['oidc-bindings-b-2', 'us-gov-west-1'],
    ]);
  });
});
