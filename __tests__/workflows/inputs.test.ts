import { BINDINGS, LOGIN, OF_ENVIRONMENT, OF_MAIN, check, found, logins, workflow } from '../support/check-workflow';

const WITH = 'aws-region: us-east-2';
const step = (inputs: string, more = '') =>
  workflow(OF_MAIN, { job: more }).replace(/with: \{.*\}/, `with: { ${inputs.replace('ROLE', `"${OF_MAIN}"`)} }`);
const reasons = (text: string) =>
  logins({ 'a.yml': text }).map((line) =>
    line
      .split(' | ')
      .filter((_, i) => i === 0 || i === 5)
      .join(': '),
  );
const messages = (text: string) => found('invalid-login-input', { 'a.yml': text });

describe('a region', () => {
  it.each([
    ['role-to-assume: ROLE', 'fails: region-missing'],
    ["role-to-assume: ROLE, aws-region: ''", 'fails: region-missing'],
    ['role-to-assume: ROLE, region: us-east-2', 'fails: region-missing'],
    ['role-to-assume: ROLE, aws-region: us-esat-2', 'fails: region-unknown'],
    ['role-to-assume: ROLE, aws-region: US-EAST-2', 'fails: region-unknown'],
    ['role-to-assume: ROLE, aws-region: cn-north-1', 'fails: region-of-other-partition'],
    ['role-to-assume: ROLE, aws-region: eu-west-1', 'works: trusted'],
    ["role-to-assume: ROLE, aws-region: '${{ vars.SOMEWHERE }}'", 'works: trusted'],
  ])('is looked at: %s', (inputs, expected) => {
    expect(reasons(step(inputs))).toEqual([expected]);
  });

  it('is said with what was meant', () => {
    expect(messages(step('role-to-assume: ROLE, aws-region: us-esat-2'))).toEqual([
      'a.yml:8 there is no region `us-esat-2`, did you mean `us-east-2`?',
    ]);
    expect(messages(step('role-to-assume: ROLE, region: us-east-2'))).toEqual([
      'a.yml:8 the action has no input `region`, did you mean `aws-region`?',
    ]);
  });
});

describe('the name of a session', () => {
  const named = (name: string) =>
    reasons(workflow(OF_MAIN).replace('aws-region:', `role-session-name: "${name}", aws-region:`));

  it.each([
    ['deploy-${{ github.run_id }}', 'works: trusted'],
    ['${{ github.ref_name }}', 'works: trusted'],
    ['${{ github.actor }}', 'works: trusted'],
    ['${{ github.repository }}', 'fails: session-name-refused'],
    ['${{ github.ref }}', 'fails: session-name-refused'],
    ['Deploy of ${{ github.run_id }}', 'fails: session-name-refused'],
    ['x', 'fails: session-name-refused'],
    ['deploy-${{ github.head_ref }}', 'works: trusted'],
  ])('is one that STS takes, or not: %s', (name, expected) => {
    expect(named(name)).toEqual([expected]);
  });

  it('cannot be told where branches may have a slash', () => {
    const text = workflow(OF_MAIN, { on: 'push' }).replace(
      'aws-region:',
      'role-session-name: "${{ github.ref_name }}", aws-region:',
    );

    expect(logins({ 'a.yml': text }).find((line) => line.includes('refs/heads/main'))).toMatch(/^works/);
    expect(
      reasons(
        workflow('arn:aws:iam::111111111111:role/web-plan', { on: 'pull_request' }).replace(
          'aws-region:',
          'role-session-name: "${{ github.head_ref }}", aws-region:',
        ),
      ),
    ).toEqual(['cannot tell: session-name-refused']);
  });

  it('is refused for bots where it is that of the actor', () => {
    expect(
      messages(workflow(OF_MAIN).replace('aws-region:', 'role-session-name: "${{ github.actor }}", aws-region:')),
    ).toEqual(['a.yml:8 a bot is called `name[bot]`, and STS refuses a session name with brackets']);
  });
});

it.each([
  [600, 'fails: session-too-short'],
  [900, 'works: trusted'],
  [3600, 'works: trusted'],
  [3601, 'fails: session-too-long'],
])('looks at how long a session is asked for: %d', (seconds, expected) => {
  expect(reasons(step(`role-to-assume: ROLE, role-duration-seconds: ${seconds}, ${WITH}`))).toEqual([expected]);
});

describe('a step without a role', () => {
  it.each([
    ['aws-role-arn: ROLE', 'role-to-assume'],
    ['role_to_assume: ROLE', 'role-to-assume'],
    ['role: ROLE', 'role-to-assume'],
  ])('is a login all the same where it has one by another name: %s', (inputs, meant) => {
    const text = step(`${inputs}, ${WITH}`);

    expect(reasons(text)).toEqual(['fails: unknown-input']);
    expect(messages(text)[0]).toContain(`, did you mean \`${meant}\`?`);
  });

  it('fails where nothing before it left credentials', () => {
    expect(reasons(step(WITH))).toEqual(['fails: role-missing']);
    expect(reasons(step(WITH).replace('ubuntu-24.04', 'self-hosted'))).toEqual([]);
    expect(reasons(step(WITH, 'env: { AWS_ACCESS_KEY_ID: "${{ secrets.KEY }}" }'))).toEqual([]);
    expect(reasons(step(`aws-profile: ci, ${WITH}`))).toEqual([]);
  });
});

it('warns of an input that the action passes over', () => {
  const text = step(`role-to-assume: ROLE, role-durations: 900, ${WITH}`);

  expect(reasons(text)).toEqual(['works: trusted']);
  expect(messages(text)).toEqual([
    'a.yml:8 the action has no input `role-durations`, did you mean `role-duration-seconds`?',
  ]);
});

describe('a login without a token', () => {
  const tokenless = (role: string, before = '', runner = 'ubuntu-24.04') =>
    reasons(
      workflow(role)
        .replace('id-token: write, ', '')
        .replace('ubuntu-24.04', runner)
        .replace('    steps:\n', `    steps:\n${before}`),
    );
  const foreign = 'arn:aws:iam::333333333333:role/other';
  const keys = `      - uses: ${LOGIN}\n        with: { aws-access-key-id: "\${{ secrets.KEY }}", aws-secret-access-key: "\${{ secrets.S }}", aws-region: us-east-2 }\n`;

  it('may use credentials that are there', () => {
    expect(tokenless(foreign)).toEqual(['fails: no-id-token']);
    expect(tokenless(foreign, keys)).toEqual(['cannot tell: static-keys', 'cannot tell: static-keys']);
    expect(tokenless(foreign, '', 'self-hosted')).toEqual(['cannot tell: static-keys']);
  });

  it('does not get a role that trusts tokens alone', () => {
    expect(tokenless(OF_MAIN, keys)).toContain('fails: no-id-token');
  });
});

describe('all that is wrong with a login', () => {
  it('is said at once', () => {
    const { rows, diagnostics } = check({
      'a.yml': step(`role-to-assume: ROLE, role-duration-seconds: 7200`, 'environment: production').replace(
        'id-token: write, ',
        '',
      ),
    });

    expect(rows.map(({ reason }) => reason)).toEqual(['no-id-token']);
    expect(
      diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(['invalid-login-input', 'login-denied', 'missing-id-token', 'session-too-long']);
  });

  it('is worth knowing and no more where the job goes on without it', () => {
    const text = workflow(OF_MAIN, { on: 'pull_request' });
    const tolerant = text.replace(`      - uses: ${LOGIN}`, `      - continue-on-error: true\n        uses: ${LOGIN}`);
    const said = (each: string) =>
      check({ 'a.yml': each })
        .diagnostics.filter(({ rule }) => rule === 'login-denied')
        .map(({ severity }) => severity);

    expect(said(text)).toEqual(['error']);
    expect(said(tolerant)).toEqual(['info']);
    expect(said(tolerant.replace('continue-on-error: true', 'continue-on-error: false'))).toEqual(['error']);
    expect(reasons(tolerant)).toEqual(reasons(text));
  });
});

describe('a role that the bindings do not have', () => {
  const said = (role: string) =>
    check({ 'a.yml': workflow(role) }).rows.map(({ verdict, reason, message }) => `${verdict}: ${reason}: ${message}`);

  it('is not told where the account is none of theirs', () => {
    expect(said('arn:aws:iam::333333333333:role/web-main')[0]).toMatch(/^cannot tell: role-not-in-bindings/);
    expect(said('arn:aws:iam::222222222222:role/web-main')[0]).toMatch(/^fails: other-account/);
  });

  it('may be misspelt, and its variable too', () => {
    expect(said('arn:aws:iam::111111111111:role/web-mian')[0]).toContain(
      'did you mean `arn:aws:iam::111111111111:role/web-main`?',
    );
    expect(said('${{ vars.AWS_MAIN_ROEL_ARN }}')[0]).toContain('did you mean `AWS_MAIN_ROLE_ARN`?');
  });

  it('may be in a secret, of which the bindings know more', () => {
    expect(said('${{ secrets.ROLE }}')).toEqual([
      'cannot tell: role-unknown: the role depends on secrets.ROLE: the bindings publish the variables `AWS_MAIN_ROLE_ARN`, `AWS_PLAN_ROLE_ARN` to this job; `known_secrets` of the repository can say what the secret holds',
    ]);
  });
});

it('needs an environment of the right name even where the role is fine', () => {
  expect(reasons(workflow(OF_ENVIRONMENT, { job: 'environment: production' }))).toEqual(['works: trusted']);
});

describe('a secret of which the bindings say what it holds', () => {
  const bindings = BINDINGS.replace(
    '  web:\n',
    '  web:\n    known_secrets: { Role: web-main, OTHER: web-deploy/staging, ARN: arn:aws:iam::333333333333:role/x }\n',
  );
  const by = (role: string) => logins({ 'a.yml': workflow(role) }, bindings);

  it('is judged as that role', () => {
    expect(by('${{ secrets.ROLE }}')).toEqual(['works | deploy | push | refs/heads/main | production | trusted']);
    expect(by('${{ secrets.other }}')).toEqual([
      'fails | deploy | push | refs/heads/main | staging | environment-missing',
    ]);
    expect(by('${{ secrets.ARN }}')).toEqual([
      'cannot tell | deploy | push | refs/heads/main | - | role-not-in-bindings',
    ]);
    expect(by('${{ secrets.ROLES }}')).toEqual(['cannot tell | deploy | push | refs/heads/main | - | role-unknown']);
  });

  it('is in a called workflow only if it is passed', () => {
    const called = workflow('${{ secrets.ROLE }}', { on: 'workflow_call' });
    const go = (more: string) =>
      logins(
        {
          'a.yml': `on: { push: { branches: [main] } }\npermissions: { id-token: write, contents: read }\njobs: { go: { uses: ./.github/workflows/b.yml${more} } }\n`,
          'b.yml': called,
        },
        bindings,
      ).map((line) => line.split(' | ')[0]);

    expect(go(', secrets: inherit')).toEqual(['works']);
    expect(go('')).toEqual(['cannot tell']);
  });
});

describe('a role that the session of another assumes', () => {
  const chained = (inputs: string) =>
    reasons(
      workflow(OF_MAIN, {
        after: `      - uses: ${LOGIN}\n        with: { role-chaining: true, aws-region: us-east-2, ${inputs} }\n`,
      }),
    )[1];

  it.each([
    [`role-to-assume: "${OF_MAIN}"`, 'fails: chained-from-other-role'],
    ['role-to-assume: arn:aws:iam::333333333333:role/spoke', 'cannot tell: role-not-in-bindings'],
    ['role-to-assume: "${{ secrets.SPOKE }}"', 'cannot tell: role-unknown'],
  ])('has to trust that: %s', (inputs, expected) => {
    expect(chained(inputs)).toBe(expected);
  });
});
