import { readPolicy } from '../../src/simulator/policy';
import { decodeJwt, readClaims } from '../../src/simulator/token';

const statement = { Effect: 'Allow', Principal: '*', Action: '*' };
const REFUSED: readonly (readonly [policy: unknown, message: string])[] = [
  [undefined, 'a policy is a mapping with `Statement`'],
  [null, 'a policy is a mapping with `Statement`'],
  [[], 'a policy is a mapping with `Statement`'],
  [{ Version: '2012-10-17' }, 'a policy is a mapping with `Statement`'],
  [{ Version: '2012-10-18', Statement: [] }, '`Version` is "2012-10-17" or "2008-10-17"'],
  [{ Statement: ['x'] }, 'statement 1: a statement is a mapping'],
  [{ Statement: [null] }, 'statement 1: a statement is a mapping'],
  [{ Statement: [statement, { ...statement, Effect: 'allow' }] }, 'statement 2: `Effect` is "Allow" or "Deny"'],
  [{ Statement: { ...statement, Resource: '*' } }, 'statement 1: a statement of a trust policy has no `Resource`'],
  [{ Statement: { Effect: 'Allow', Action: '*' } }, 'statement 1: wanted is one of `Principal` and `NotPrincipal`'],
  [{ Statement: { ...statement, NotAction: '*' } }, 'statement 1: wanted is one of `Action` and `NotAction`'],
  [{ Statement: { ...statement, Action: [{}] } }, 'statement 1: an action is text'],
  [{ Statement: { ...statement, Principal: 'x' } }, 'statement 1: a principal is "*" or a mapping of kinds'],
  [{ Statement: { ...statement, Principal: { AWS: [null] } } }, 'statement 1: a principal is text'],
  [{ Statement: { ...statement, Condition: [] } }, 'statement 1: `Condition` is a mapping of operators'],
  ...['StringEqual', 'x\nStringLike', 'NullIfExists', 'ForAllValues:Null', 'ForSomeValues:StringLike', ''].map(
    (operator) =>
      [
        { Statement: { ...statement, Condition: { [operator]: { 'a:b': 'c' } } } },
        `statement 1: IAM has no operator \`${operator}\``,
      ] as const,
  ),
  [
    { Statement: { ...statement, Condition: { StringLike: 'x' } } },
    'statement 1: `StringLike` is a mapping of condition keys',
  ],
  [
    { Statement: { ...statement, Condition: { StringLike: { sub: 'x' } } } },
    'statement 1: `sub` is no condition key: it lacks its prefix',
  ],
  ...[':a:b', 'a:'].map(
    (key) =>
      [
        { Statement: { ...statement, Condition: { StringLike: { [key]: 'x' } } } },
        `statement 1: \`${key}\` is no condition key: it lacks its prefix`,
      ] as const,
  ),
  [
    { Statement: { ...statement, Condition: { StringLike: { 'a:b': null } } } },
    'statement 1: a value of `a:b` is text',
  ],
];

it.each(REFUSED)('refuses %j', (policy, message) => {
  expect(() => readPolicy(policy)).toThrow(message);
});

it('refuses a payload that is no mapping', () => {
  expect(readClaims({ sub: 'x' })).toEqual({ sub: 'x' });
  for (const payload of [[], null, 'x', 1]) expect(() => readClaims(payload)).toThrow('is a mapping of claims');
});

it('decodes the payload of a signed token, and nothing else', () => {
  const payload = Buffer.from('{"sub":"ü"}').toString('base64url');

  expect(decodeJwt(` eyJ9.${payload}.c2ln\n`)).toBe('{"sub":"ü"}');
  expect(decodeJwt('{"sub":"a.b.c"}')).toBeUndefined();
  for (const text of ['a.b', 'a.b.c.d', '.b.c', 'a..c', 'a b.b.c', 'a.b.c d', 'a.b+.c', 'x{a.b.c', 'a.b.c}'])
    expect([text, decodeJwt(text)]).toEqual([text, undefined]);
  expect(decodeJwt(`eyJ9.${payload}.`)).toBe('{"sub":"ü"}');
});

it('reads every list, every opposite and every kind of value', () => {
  const policy = {
    Version: '2008-10-17',
    Id: 'x',
    Statement: [
      { Sid: 'A', Effect: 'Allow', Principal: { AWS: ['1', '2'], Federated: 'f' }, Action: ['a', 'b'] },
      {
        Sid: 7,
        Effect: 'Deny',
        NotPrincipal: '*',
        NotAction: 'c',
        Condition: {
          NUMERICLESSTHANIFEXISTS: { 'a:b': [1, true, 'x'] },
          'forAnyValue:stringLike': { 'octo/x:y:z': 'v' },
        },
      },
    ],
  };
  const shown = readPolicy(policy).statements.map(({ conditions, ...rest }) => ({
    ...rest,
    conditions: conditions.map(({ operator: { operator, text, ...how }, ...condition }) => ({
      operator: [text, operator.name],
      ...how,
      ...condition,
    })),
  }));

  expect(shown).toEqual([
    {
      sid: 'A',
      effect: 'Allow',
      principals: {
        negated: false,
        members: [
          { type: 'AWS', identifier: '1' },
          { type: 'AWS', identifier: '2' },
          { type: 'Federated', identifier: 'f' },
        ],
      },
      actions: { negated: false, members: ['a', 'b'] },
      conditions: [],
    },
    {
      sid: null,
      effect: 'Deny',
      principals: { negated: true, members: [{ type: '*', identifier: '*' }] },
      actions: { negated: true, members: ['c'] },
      conditions: [
        {
          operator: ['NUMERICLESSTHANIFEXISTS', 'NumericLessThan'],
          set: undefined,
          ifExists: true,
          key: 'a:b',
          values: ['1', 'true', 'x'],
        },
        {
          operator: ['forAnyValue:stringLike', 'StringLike'],
          set: 'ForAnyValue',
          ifExists: false,
          key: 'octo/x:y:z',
          values: ['v'],
        },
      ],
    },
  ]);
});

it('knows variables in the version of 2012 alone', () => {
  const versions = [{ Version: '2012-10-17' }, { Version: '2008-10-17' }, {}];

  expect(versions.map((version) => readPolicy({ ...version, Statement: [] }).hasVariables)).toEqual([
    true,
    false,
    false,
  ]);
});
