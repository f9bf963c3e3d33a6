import { type Conditions, equals, expectTrust, like, trustOf, trustPolicy } from '../../support/trust';

const MAIN = 'repo:octo-org@123456/web@456789:ref:refs/heads/main';
const NEXT = 'repo:octo-org@123456/web@456789:ref:refs/heads/next';

describe('claims beside the subject', () => {
  it.each<[rest: string, conditions: Conditions]>([
    ['branch: main, claims: { workflow: Deploy }', equals({ sub: MAIN, workflow: 'Deploy' })],
    ['branch: main, claims: { workflow: [b, a] }', equals({ sub: MAIN, workflow: ['a', 'b'] })],
    ['branch: main, claim_patterns: { workflow: "D*" }', like({ workflow: 'D*' }, { sub: MAIN })],
    [
      'branch_pattern: "*", claims: { actor: mona }, claim_patterns: { workflow: ["D*", "E?"] }',
      like({ sub: 'repo:octo-org@123456/web@456789:ref:refs/heads/*', workflow: ['D*', 'E?'] }, { actor: 'mona' }),
    ],
    [
      'branch: main, claims: { actor: mona, workflow: Deploy }',
      equals({ actor: 'mona', sub: MAIN, workflow: 'Deploy' }),
    ],
    [
      'environment: production, claims: { ref: refs/heads/main }',
      equals({ sub: 'repo:octo-org@123456/web@456789:environment:production', ref: 'refs/heads/main' }),
    ],
    // What the subject says already is not repeated.
    ['branch: main, claims: { ref: refs/heads/main }', equals({ sub: MAIN })],
    ['branch: main, claims: { ref: [refs/heads/main, refs/heads/next] }', equals({ sub: MAIN })],
    ['branch: main, claim_patterns: { ref: "refs/heads/*" }', equals({ sub: MAIN })],
    ['branch: main, claims: { repository: octo-org/web }', equals({ sub: MAIN })],
    ['branch: main, claims: { repository_id: "456789", repository_owner_id: "123456" }', equals({ sub: MAIN })],
    ['branch_pattern: "m*", claim_patterns: { ref: "refs/heads/m*" }', like({ sub: MAIN.replace('main', 'm*') })],
    [
      'environment: production, claims: { environment: production }',
      equals({ sub: MAIN.replace(/ref:.*/, 'environment:production') }),
    ],
    // What narrows it is required beside it.
    ['branch: [main, next], claims: { ref: refs/heads/main }', equals({ ref: 'refs/heads/main', sub: [MAIN, NEXT] })],
    [
      'branch_pattern: "m*", claims: { ref: refs/heads/main }',
      like({ sub: MAIN.replace('main', 'm*') }, { ref: 'refs/heads/main' }),
    ],
    ['branch_pattern: "m*", claim_patterns: { ref: "*n" }', like({ ref: '*n', sub: MAIN.replace('main', 'm*') })],
    [
      'environment: [a, B], claims: { environment: B }',
      equals({
        environment: ['B', 'b'],
        sub: ['a', 'B', 'b'].map((name) => MAIN.replace(/ref:.*/, `environment:${name}`)).sort(),
      }),
    ],
    [
      'branch: [main, next], claims: { ref: [refs/heads/main, refs/heads/other] }',
      equals({ ref: 'refs/heads/main', sub: [MAIN, NEXT] }),
    ],
    // Jobs of any context may have any ref and any environment.
    [
      'any_context: true, claims: { ref: refs/heads/main, environment: Production }',
      like({ sub: MAIN.replace(/ref:.*/, '*') }, { ref: 'refs/heads/main', environment: ['Production', 'production'] }),
    ],
  ])('%s', (rest, conditions) => {
    expectTrust(`[{ repository: web, ${rest} }]`, {}, trustPolicy([conditions]));
  });

  it('takes the names of all identities for one of them', () => {
    const repositories = '{ web: { moving_to: shop } }';
    const sub = [MAIN.replace('/web@', '/shop@'), MAIN];
    const entry = (names: string) => `[{ repository: web, branch: main, claims: { repository: ${names} } }]`;

    expectTrust(entry('octo-org/web'), { repositories }, trustPolicy([equals({ repository: 'octo-org/web', sub })]));
    expectTrust(
      entry('[octo-org/web, octo-org/shop]'),
      { repositories },
      trustPolicy([equals({ repository: ['octo-org/shop', 'octo-org/web'], sub })]),
    );
  });
});

describe('a template without the context', () => {
  const PINS = { repository: 'octo-org/web', repository_id: '456789', repository_owner_id: '123456' };
  const bare = (keys: Conditions[string]) => equals({ ...PINS, sub: 'repository_id:456789', ...keys });
  const barePattern = (keys: Conditions[string]) => like(keys, { ...PINS, sub: 'repository_id:456789' });

  it.each<[rest: string, conditions: Conditions]>([
    ['branch: [next, main]', bare({ ref: ['refs/heads/main', 'refs/heads/next'] })],
    ['tag_pattern: "v*"', barePattern({ ref: 'refs/tags/v*' })],
    ['pull_request: true', barePattern({ ref: 'refs/pull/*/merge' })],
    ['merge_queue: main', barePattern({ ref: 'refs/heads/gh-readonly-queue/main/pr-*' })],
    ['environment: Production', bare({ environment: ['Production', 'production'] })],
    ['any_context: true', bare({})],
    ['any_context: true, claims: { repository_id: "456789" }', bare({})],
    ['any_context: true, claims: { repository: octo-org/web }', bare({})],
    // The context and the claims both say what `ref` may be: it has to be both.
    ['branch: [main, next], claims: { ref: refs/heads/main }', bare({ ref: 'refs/heads/main' })],
    ['branch: main, claims: { ref: [refs/heads/main, refs/heads/next] }', bare({ ref: 'refs/heads/main' })],
    ['branch: [main, next], claim_patterns: { ref: "*/m*" }', bare({ ref: 'refs/heads/main' })],
    ['branch: [main, next], claim_patterns: { ref: "refs/*" }', bare({ ref: ['refs/heads/main', 'refs/heads/next'] })],
    ['branch_pattern: "m*", claims: { ref: [refs/heads/main, refs/heads/next] }', bare({ ref: 'refs/heads/main' })],
    ['branch_pattern: "m*", claim_patterns: { ref: "refs/heads/m*" }', barePattern({ ref: 'refs/heads/m*' })],
    ['environment: [a, b], claims: { environment: [b, c] }', bare({ environment: 'b' })],
  ])('%s', (rest, conditions) => {
    const repositories = '{ web: { subject_template: [repository_id] } }';

    expectTrust(`[{ repository: web, ${rest} }]`, { repositories }, trustPolicy([conditions]));
  });
});

describe('what cannot be required', () => {
  it.each<[rest: string, repositories: string, ...problems: string[]]>([
    ['branch: main, claims: { ref: refs/heads/next }', '{}', 'contradictory-claims: ref'],
    ['branch: main, claim_patterns: { ref: "refs/tags/*" }', '{}', 'contradictory-claims: ref'],
    ['branch: main, claims: { environment: production }', '{}', 'contradictory-claims: environment'],
    ['environment: a, claims: { environment: b }', '{}', 'contradictory-claims: environment'],
    ['branch: main, claims: { repository: octo-org/api }', '{}', 'contradictory-claims: repository'],
    ['branch: main, claims: { repository_id: "1" }', '{}', 'contradictory-claims: repository_id'],
    ['branch: main, claims: { repository_owner_id: "1" }', '{}', 'contradictory-claims: repository_owner_id'],
    ['any_context: true, claims: { repository_owner_id: "1" }', '{}', 'contradictory-claims: repository_owner_id'],
    [
      'branch: main, claims: { event_name: push, aud: x }',
      '{}',
      'unsupported-claim: event_name',
      'unsupported-claim: aud',
    ],
    ['branch: main, claim_patterns: { event_nam: "p*" }', '{}', 'unsupported-claim: event_nam'],
    ['branch: main, claims: { workflow: "D*" }', '{}', 'wildcard-in-exact-value: "D*"'],
    ['branch: main, claims: { workflow: a }, claim_patterns: { workflow: "b*" }', '{}', 'invalid-value: workflow'],
    [
      'branch_pattern: "m*", claim_patterns: { ref: "*n" }',
      '{ web: { subject_template: [repository_id] } }',
      'invalid-value: ref',
    ],
    // One that is wrong already is not said to contradict.
    ['branch: main, claims: { ref: "refs/*" }', '{}', 'wildcard-in-exact-value: "refs/*"'],
  ])('%s', (rest, repositories, ...problems) => {
    const found = trustOf({ trust: `[{ repository: web, ${rest} }]`, repositories });

    expect(found.problems.map(({ rule, text }) => `${rule}: ${text}`)).toEqual(problems);
    expect(found.policies).toEqual([]);
  });
});

describe('what is said of a claim that cannot be required', () => {
  const GHES = { github: '{ owner: octo-org, host: github.octo-org.example }' };
  const CARRIED = 'lists';
  const EVALUATED = 'it evaluates actor, actor_id,';

  it.each<[rest: string, pieces: object, says: readonly string[], saysNot: readonly string[]]>([
    ['branch: main, claims: { aud: x }', {}, ['`aud` is always required'], [EVALUATED]],
    ['branch: main, claims: { event_name: x }', {}, [EVALUATED, CARRIED], ['GitHub Enterprise Server', 'Stryker']],
    ['branch: main, claims: { sha: x }', {}, [EVALUATED], [CARRIED]],
    ['branch: main, claims: { actr: x }', {}, [EVALUATED, 'did you mean `actor`'], [CARRIED]],
    [
      'branch: main, claims: { ref: refs/heads/x }',
      GHES,
      ['`ref` of GitHub Enterprise Server', 'it evaluates the subject and the audience only', CARRIED],
      [EVALUATED],
    ],
    ['environment: a, claims: { environment: [b, c] }', {}, ['must be `b` or `c`', 'it is `a`'], ['names that']],
    ['branch: main, claims: { ref: refs/heads/x }', {}, ['it is `refs/heads/main`'], ['names that']],
    ['branch: main, claims: { environment: x }', {}, ['it is absent', 'names that, and no branch'], []],
    [
      'branch_pattern: "m*", claim_patterns: { ref: "*n" }',
      { repositories: '{ web: { subject_template: [repository_id] } }' },
      ['requires a pattern of `ref` already'],
      [],
    ],
  ])('%s', (rest, pieces, says, saysNot) => {
    const [first] = trustOf({ trust: `[{ repository: web, ${rest} }]`, ...pieces }).problems;

    for (const text of says) expect(first?.message).toContain(text);
    for (const text of saysNot) expect(first?.message).not.toContain(text);
  });
});
