import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { createColors } from 'picocolors';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { catalogue } from '../../src/diagnostics/catalogue';
import { formatSummary, formatText } from '../../src/diagnostics/format/text';
import { policyJson } from '../../src/iam/policy-document';
import { formatCounts, lintForeign } from '../../src/lint/foreign/lint';
import { FOREIGN_RULES } from '../../src/lint/foreign/registry';
import { expectFile } from '../support/expect-file';
import { FIXTURES } from '../support/fixtures';
import { generatedFiles } from '../support/generate';
import { noFiles } from '../support/no-files';

const FOLDER = join(FIXTURES, 'policies');
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => basename(file, '.json'))
  .sort();

function linted(name: string) {
  const file = join(FOLDER, `${name}.json`);
  return lintForeign(file, readFileSync(file, 'utf8'));
}

function rulesOf(name: string): readonly string[] {
  const { diagnostics } = linted(name);
  const shown = diagnostics.map(({ rule, severity }) => (severity === 'error' ? rule : `${rule} (${severity})`));
  return [...new Set(shown)].sort();
}

it.each(NAMES)('says of %s.json what its .out has', (name) => {
  const { diagnostics, counts } = linted(name);
  const summary = counts && `${formatSummary(diagnostics)}; ${formatCounts(counts)}\n`;

  expectFile(
    join(FOLDER, `${name}.out`),
    [formatText(diagnostics, createColors(false)), summary ?? ''].filter(Boolean).join('\n'),
  );
});

/**
 * The kinds of policies by which checkers are compared in public, in words of ours: those that have to fail give an error, the
 * others none.
 */
const PUBLISHED: readonly (readonly [name: string, rules: readonly string[]])[] = [
  ['branch-by-name', ['recyclable-name (warning)']],
  ['branch-by-id', []],
  ['branch-by-id-rendered', []],
  ['environment-by-id', []],
  ['any-job-by-id', ['repository-wide-subject (warning)']],
  ['owner-by-name', ['organization-wide-subject']],
  ['owner-by-id', ['organization-wide-subject']],
  ['owner-prefix', ['wildcard-owner']],
  ['any-repository', ['wildcard-owner']],
  ['any-subject', ['wildcard-owner']],
  ['no-subject', ['missing-subject-condition']],
  ['workflow-template', ['subject-without-repository']],
  ['role-branch-by-name', ['recyclable-name (warning)']],
  ['role-branch-by-id', []],
  ['role-environment-by-id', []],
  ['role-owner-by-name', ['organization-wide-subject']],
  ['role-no-subject', ['missing-subject-condition']],
];

it.each(PUBLISHED)('is right about %s', (name, rules) => {
  expect(rulesOf(name)).toEqual(rules);
});

const OTHERS: readonly (readonly [name: string, rules: readonly string[]])[] = [
  ['pinned-name', []],
  ['several-statements', []],
  ['workflow-at-commit', []],
  ['enterprise-server', []],
  ['enterprise-cloud', []],
  ['enterprise-slug', []],
  ['china', []],
  ['escaped', []],
  ['denied-but-for', []],
  ['denied-altogether', []],
  ['key-case', []],
  ['byte-order-mark', []],
  ['no-github', []],
  ['other-accounts', []],
  ['no-roles', []],
  ['everybody', ['missing-audience-condition (warning)', 'missing-subject-condition']],
  ['not-principal', ['organization-wide-subject']],
  [
    'module-of-others',
    ['recyclable-name (warning)', 'repository-wide-subject (warning)', 'set-operator (warning)', 'unsupported-claim'],
  ],
  ['vacuous', ['recyclable-name (warning)', 'set-operator (warning)']],
  ['any-value-of', ['set-operator (warning)']],
  ['if-exists', ['negated-operator (warning)']],
  ['negated', ['missing-subject-condition', 'negated-operator']],
  ['all-but-pull-requests', ['repository-wide-subject (warning)']],
  ['exact-wildcards', ['wildcard-in-exact-value']],
  ['old-version', ['unanchored-pattern (warning)']],
  ['unsupported-claims', ['unsupported-claim']],
  ['server-with-ids', ['unsupported-claim']],
  ['malformed-keys', ['malformed-condition-key', 'missing-audience-condition (warning)', 'missing-subject-condition']],
  ['other-issuers-keys', ['malformed-condition-key']],
  ['audiences', ['missing-audience-condition (warning)', 'reusable-audience']],
  ['no-audience', ['missing-audience-condition (warning)']],
  ['poisoned-list', ['organization-wide-subject', 'wildcard-owner']],
  ['workflow-only', ['organization-wide-subject (warning)', 'subject-without-repository']],
  ['movable-workflows', ['movable-workflow-ref (info)']],
  ['near-misses', ['dead-statement']],
  ['unresolved', ['wildcard-owner']],
  ['actor', ['actor-only', 'actor-only (warning)', 'missing-subject-condition']],
  ['hyphenated-ids', ['hyphenated-id-subject', 'recyclable-name (warning)']],
  ['half-ids', ['half-id-pin', 'recyclable-name (warning)']],
  [
    'never-minted',
    [
      'never-minted-subject',
      'never-minted-subject (warning)',
      'recyclable-name (warning)',
      'repository-wide-subject (warning)',
    ],
  ],
  ['templates', ['spoofable-template', 'subject-without-repository']],
  ['pull-requests', ['pull-request-write-access (info)']],
  ['mixed-levels', ['mixed-trust-levels (warning)']],
  [
    'patterns',
    [
      'merge-queue-any-writer (warning)',
      'mixed-trust-levels (warning)',
      'repository-wide-subject (warning)',
      'unanchored-pattern (info)',
      'unanchored-pattern (warning)',
    ],
  ],
  ['contradiction', ['contradictory-claims']],
  ['china-claims', ['unverified-claim-key (warning)']],
  ['faulty-statements', ['policy-file']],
  ['repeated-key', ['duplicate-key']],
  ['list-roles', ['organization-wide-subject']],
  ['account-details', ['policy-file', 'wildcard-owner']],
];

it.each(OTHERS)('reports what it should of %s', (name, rules) => {
  expect(rulesOf(name)).toEqual(rules);
});

it('has every fixture in a table, and each rule in some fixture', () => {
  const tables = [...PUBLISHED, ...OTHERS];
  const reported = new Set(tables.flatMap(([, rules]) => rules.map((rule) => rule.split(' ', 1)[0])));

  expect(tables.map(([name]) => name).sort()).toEqual(NAMES);
  expect(FOREIGN_RULES.map(({ id }) => id).filter((id) => !reported.has(id))).toEqual([]);
});

it('has every rule once, in the order of their ids, each in the catalogue', () => {
  const ids = FOREIGN_RULES.map(({ id }) => id);

  expect(ids).toEqual([...new Set(ids)].sort());
  expect(ids.filter((id) => !catalogue.has(id))).toEqual([]);
});

it.each([
  ['not JSON', 'Version: 2012-10-17'],
  ['a comma too many', '{"Version": "2012-10-17",}'],
  ['empty', ''],
  ['null', 'null'],
  ['text', '"policy"'],
  ['no policy', '{"bindings": {}}'],
  ['permissions of a role', '{"PolicyDocument": {"Statement": []}}'],
  ['nested without end', '['.repeat(100_000)],
])('cannot read what is %s, and says so', (_, text) => {
  const { diagnostics, counts } = lintForeign('policy.json', text);

  expect(counts).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
});

it('offers what helps against nesting, and against size', () => {
  const messageOf = (text: string) => lintForeign('policy.json', text).diagnostics[0]?.message;

  expect(messageOf('['.repeat(100_000))).toMatch(/nested more than 64 deep\nwanted is an IAM trust policy/);
  expect(messageOf(' '.repeat(9 * 1024 * 1024))).toMatch(/larger than 8 MiB\n`aws iam list-roles` prints/);
});

it('looks at whatever is JSON without failing', () => {
  const anything = fc.jsonValue({ maxDepth: 3 });
  const text = fc.constantFrom(
    '*',
    'repo:*',
    'Allow',
    'Deny',
    'sts:*',
    'repo:octo-org/web:ref:',
    ':',
    '@/',
    '${*}',
    '%',
  );
  const either = fc.oneof(anything, text, fc.array(text));
  const keys = fc.dictionary(
    fc.constantFrom('token.actions.githubusercontent.com:sub', 'sub', ':', '__proto__'),
    either,
  );
  const operators = fc.constantFrom(
    'StringLike',
    'StringEquals',
    'ForAllValues:StringNotLike',
    'Null',
    'x',
    'constructor',
  );
  const statement = fc.record(
    {
      Effect: fc.oneof(fc.constantFrom('Allow', 'Deny'), anything),
      Principal: fc.oneof(fc.constantFrom('*', { AWS: '*' }), anything),
      NotPrincipal: either,
      Action: either,
      NotAction: either,
      Condition: fc.oneof(fc.dictionary(operators, fc.oneof(keys, anything)), anything),
    },
    { requiredKeys: ['Effect', 'Principal'] },
  );
  const document = fc.record({ Version: either, Statement: fc.oneof(statement, fc.array(statement), anything) });
  const asText = fc.oneof(
    document,
    document.map((each) => JSON.stringify(each)),
    either,
  );
  const roles = fc.array(fc.record({ RoleName: either, Arn: either, AssumeRolePolicyDocument: asText }));

  fc.assert(
    fc.property(fc.oneof(document, roles, anything), (value) => {
      const { diagnostics } = lintForeign('file.json', JSON.stringify(value));
      expect(formatText(diagnostics, createColors(false))).not.toMatch(/undefined|\[object/);
    }),
    { numRuns: 1000 },
  );
});

it('reports no error of a policy that this program wrote', () => {
  let policies = 0;
  fc.assert(
    fc.property(generatedFiles, (files) => {
      const [bindings] = parseBindings('bindings.yaml', files.bindings, noFiles);
      const [lock] = parseLock('bindings.lock.yaml', files.lock, true);
      if (!bindings) throw new Error('no bindings');
      const [{ plan }] = resolveAccess(bindings, lock, noFiles);
      for (const { trust } of plan.accounts.flatMap(({ roles }) => roles)) {
        policies++;
        const text = JSON.stringify(policyJson(trust), null, 2);
        const { diagnostics, counts } = lintForeign('trust.json', text);
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        expect(errors.map(({ rule, message }) => `${rule}: ${message}\n${text}`)).toEqual([]);
        expect(counts?.trusting).toBe(1);
      }
    }),
    { numRuns: 60 },
  );
  expect(policies).toBeGreaterThan(100);
});
