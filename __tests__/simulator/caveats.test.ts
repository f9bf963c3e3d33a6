import { readPolicy } from '../../src/simulator/policy';
import { simulate } from '../../src/simulator/simulate';

const HOST = 'token.actions.githubusercontent.com';
const SUBJECT = 'repo:octo-org/web:ref:refs/heads/main';
const CLAIMS = { iss: `https://${HOST}`, aud: 'sts.amazonaws.com', sub: SUBJECT };

const ORGANIZATION = 'Resource control policies of the organization can deny what the trust policy allows.';
const clientIds = (host: string, audience: string) =>
  `The role's account needs the OIDC provider \`${host}\`, and its client ids need the audience${audience}: a policy tells neither.`;
const refused = (statement: number) =>
  `IAM lets nobody write statement ${statement} any more, as it leaves \`sub\` and \`job_workflow_ref\` open; a policy that has it keeps working until it is edited.`;
const ALWAYS = [clientIds(HOST, ' `sts.amazonaws.com`'), ORGANIZATION];

function statement(conditions: object, more: object = {}, host = HOST) {
  return {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${host}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: conditions,
    ...more,
  };
}

function caveats(statements: object | readonly object[], claims: object = CLAIMS, version = '2012-10-17') {
  const policy = readPolicy({ Version: version, Statement: statements });
  return simulate(policy, claims as Record<string, unknown>).caveats;
}

const guarded = statement({ StringEquals: { [`${HOST}:sub`]: SUBJECT } });

it('always says what the account and the organization decide', () => {
  expect(caveats(guarded)).toEqual(ALWAYS);
  expect(caveats(guarded, { ...CLAIMS, aud: ['a', 'b'] })).toEqual([clientIds(HOST, ' `a`, `b`'), ORGANIZATION]);
  expect(caveats(guarded, { iss: CLAIMS.iss, sub: SUBJECT })).toEqual([clientIds(HOST, ''), ORGANIZATION]);
});

it('says which issuer it takes', () => {
  expect(caveats(guarded, { aud: 'sts.amazonaws.com', sub: SUBJECT })).toEqual([
    `The token does not say who issued it: taken is github.com (\`${HOST}\`).`,
    ...ALWAYS,
  ]);
  expect(caveats(statement({}, {}, 'octo.example'), { ...CLAIMS, iss: 'https://octo.example' })).toEqual([
    '`octo.example` is no issuer of GitHub: taken are the claims that STS evaluates for everyone.',
    clientIds('octo.example', ' `sts.amazonaws.com`'),
    ORGANIZATION,
  ]);
});

it('says when the token expires, if it does', () => {
  expect(caveats(guarded, { ...CLAIMS, exp: 1_800_000_000 })).toEqual([
    ...ALWAYS.slice(0, 1),
    'The token expires at 2027-01-15T08:00:00Z, which is not judged here.',
    ORGANIZATION,
  ]);
  expect(caveats(guarded, { ...CLAIMS, exp: 'soon' })).toEqual(ALWAYS);
});

describe('what IAM lets nobody write any more', () => {
  it('is a statement that names the provider among others', () => {
    const { Principal: provider } = statement({});
    const { Principal: other } = statement({}, {}, 'octo.example');
    const both = { AWS: '111111111111', Federated: [other.Federated, provider.Federated] };

    expect(caveats(statement({}, { Principal: both }))).toEqual([ALWAYS[0], refused(1), ALWAYS[1]]);
  });

  it.each<[condition: object]>([
    [{}],
    [{ StringEquals: { [`${HOST}:repository_id`]: '456789' } }],
    [{ StringLike: { [`${HOST}:sub`]: ['*', '?*'] } }],
    [{ StringLikeIfExists: { [`${HOST}:sub`]: SUBJECT } }],
    [{ 'ForAnyValue:StringLike': { [`${HOST}:sub`]: SUBJECT } }],
    [{ 'ForAllValues:StringEquals': { [`${HOST}:sub`]: SUBJECT } }],
    [{ StringNotEquals: { [`${HOST}:sub`]: SUBJECT } }],
    [{ Null: { [`${HOST}:sub`]: 'false' } }],
    [{ StringEquals: { 'octo.example:sub': SUBJECT } }],
  ])('is %j', (condition) => {
    expect(caveats([guarded, statement(condition)])).toEqual([ALWAYS[0], refused(2), ALWAYS[1]]);
  });

  it.each<[what: object]>([
    [guarded],
    [statement({ StringEqualsIgnoreCase: { [`${HOST}:sub`]: SUBJECT } })],
    [statement({ StringLike: { [`${HOST.toUpperCase()}:SUB`]: ['*', 'repo:*'] } })],
    [statement({ StringLike: { [`${HOST}:job_workflow_ref`]: 'octo-org/*' } })],
    [statement({ StringEquals: { [`${HOST}:sub`]: '${*}' } })],
    [statement({}, { Effect: 'Deny' })],
    [statement({}, {}, `${HOST}/octo`)],
    [statement({}, { Principal: { AWS: '111111111111' } })],
    [statement({}, { Principal: undefined, NotPrincipal: statement({}).Principal })],
  ])('is not %j', (each) => {
    expect(caveats(each)).toEqual(ALWAYS);
  });

  it('depends on the version, without which an escape is a wildcard between braces', () => {
    const escaped = statement({ StringLike: { [`${HOST}:sub`]: '${*}' } });

    expect(caveats(escaped, CLAIMS, '2008-10-17')).toEqual(ALWAYS);
  });

  it('is not known of other issuers', () => {
    const host = `${HOST}/octo`;
    const other = { ...CLAIMS, iss: `https://${host}` };
    const server = 'octo.example/_services/token';

    expect(caveats(statement({}, {}, host), other)).toEqual([clientIds(host, ' `sts.amazonaws.com`'), ORGANIZATION]);
    expect(caveats(statement({}, {}, server), { ...CLAIMS, iss: `https://${server}` })).toEqual([
      clientIds(server, ' `sts.amazonaws.com`'),
      ORGANIZATION,
    ]);
  });
});

describe('what AWS has not said of other partitions', () => {
  const china = { Principal: { Federated: `arn:aws-cn:iam::111111111111:oidc-provider/${HOST}` } };
  const unsaid = 'AWS has not said whether STS evaluates claims beyond `aud` and `sub` in the partition `aws-cn`.';
  const using = (claim: string, more: object) =>
    statement({ StringEquals: { [`${HOST}:sub`]: SUBJECT, [`${HOST}:${claim}`]: 'x' } }, more);

  it('counts where a claim is used', () => {
    expect(caveats(using('repository_id', china))).toEqual([ALWAYS[0], unsaid, ALWAYS[1]]);
    expect(caveats([guarded, using('REF', china)])).toEqual([ALWAYS[0], unsaid, ALWAYS[1]]);
    const account = using('ref', { Principal: { AWS: '111111111111' } });
    expect(caveats([account, using('ref', china)])).toEqual([ALWAYS[0], unsaid, ALWAYS[1]]);
  });

  it.each<[what: string, given: object]>([
    ['the audience alone', using('aud', china)],
    ['a claim that STS does not evaluate', using('event_name', china)],
    ['the main partition', using('repository_id', {})],
    ['an account', using('repository_id', { Principal: { AWS: '111111111111' } })],
    ['a text that only holds an ARN', using('repository_id', { Principal: { AWS: 'x:arn:aws-cn:iam::1:x' } })],
    ['a resource of another service', using('repository_id', { Principal: { AWS: 'arn:aws-cn:sts::1:x' } })],
  ])('does not count for %s', (_, given) => {
    expect(caveats(given)).toEqual(ALWAYS);
  });
});
