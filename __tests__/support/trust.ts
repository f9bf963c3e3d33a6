import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { hasErrors } from '../../src/diagnostics/diagnostic';
import { rangeOf } from '../../src/diagnostics/source';
import { policyJson } from '../../src/iam/policy-document';
import { noFiles } from './no-files';

/** A bindings file and its lock in pieces, each YAML in flow style. */
export interface TrustPieces {
  /** The entries under `trust`. */
  readonly trust: string;
  readonly github?: string;
  /** Keys of the account; its region is us-east-2 unless they say so. */
  readonly account?: string;
  readonly repositories?: string;
  /** Keys of the binding. */
  readonly binding?: string;
  /** Locked repositories beside {@link LOCKED}, a line each. */
  readonly locked?: readonly string[];
  /** A policy file, `trust.json`. */
  readonly file?: unknown;
}

/** A repository of each form, one of which the form is not known, and one of another owner. */
const LOCKED = [
  'octo-org/web: { owner_id: "123456", repository_id: "456789", subject_prefix: repo:octo-org@123456/web@456789, visibility: private }',
  'octo-org/api: { owner_id: "123456", repository_id: "456790", subject_prefix: repo:octo-org/api }',
  'octo-org/unasked: { owner_id: "123456", repository_id: "456791" }',
  'octo-labs/tools: { owner_id: "77", repository_id: "7700", subject_prefix: repo:octo-labs/tools }',
];

/** What comes of a role that trusts the entries: its trust policy, or the rules that are broken and the text at which. */
export function trustOf(pieces: TrustPieces) {
  const { trust, github = '{ owner: octo-org }', account = 'region: us-east-2', repositories = '{}' } = pieces;
  const bindings = [
    'version: 1',
    `github: ${github}`,
    `accounts: { octo: { id: "111111111111", ${account} } }`,
    `repositories: ${repositories}`,
    `bindings: { deploy: { accounts: [octo], permissions: [], trust: ${trust}, ${pieces.binding ?? ''} } }`,
  ].join('\n');
  const lock = ['version: 1', 'repositories:', ...[...LOCKED, ...(pieces.locked ?? [])].map((line) => `  ${line}`)];
  const read = (file: string) =>
    pieces.file === undefined ? noFiles.read(file, '') : { file, text: JSON.stringify(pieces.file) };
  const files = { ...noFiles, read };
  const [parsed, wrong] = parseBindings('bindings.yaml', bindings, files);
  const [locked, wrongLock] = parseLock('bindings.lock.yaml', lock.join('\n'), !github.includes('host'));
  if (!parsed) throw new Error(JSON.stringify(wrong.map(({ message }) => message)));
  const [{ plan }, wrongAccess] = resolveAccess(parsed, locked, files);
  const diagnostics = [...wrong, ...wrongLock, ...wrongAccess];
  const statements = hasErrors(diagnostics)
    ? []
    : plan.accounts.flatMap(({ roles }) => roles.map((role) => role.trust));
  for (const { conditions } of statements.flat())
    expect(new Set(conditions.map(({ operator, key }) => `${operator} ${key}`)).size).toBe(conditions.length);
  return {
    problems: diagnostics.map(({ rule, at, message }) => {
      const { line, column, endLine, endColumn } = rangeOf(at);
      const lines = at.source.text.split('\n').slice(line - 1, endLine);
      const text = line === endLine ? (lines[0] as string).slice(column - 1, endColumn - 1) : lines.join('\n');
      return { rule, text, message };
    }),
    policies: statements.map(policyJson),
  };
}

/** Conditions of a statement, without the issuer before each key, and without the audience if it is the usual one. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** github.com's issuer. */
export const HOST = 'token.actions.githubusercontent.com';

/** The whole policy whose statements have these conditions. */
export function trustPolicy(statements: readonly Conditions[], host = HOST, partition = 'aws'): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ StringEquals = {}, ...others }) => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:${partition}:iam::111111111111:oidc-provider/${host}` },
      Condition: Object.fromEntries(
        Object.entries({ ...others, StringEquals: { aud: 'sts.amazonaws.com', ...StringEquals } }).map(
          ([operator, keys]) => [
            operator,
            Object.fromEntries(Object.entries(keys).map(([key, value]) => [`${host}:${key}`, value])),
          ],
        ),
      ),
    })),
  };
}

/** Expects that the entries come to this one policy, and that nothing is wrong with them. */
export function expectTrust(trust: string, pieces: Omit<TrustPieces, 'trust'>, expected: object) {
  expect(trustOf({ trust, ...pieces })).toEqual({ problems: [], policies: [expected] });
}

/** A statement for exact values. */
export const equals = (keys: Conditions[string]): Conditions => ({ StringEquals: keys });
/** A statement for patterns, and what it requires exactly beside them. */
export const like = (keys: Conditions[string], exact: Conditions[string] = {}): Conditions => ({
  StringLike: keys,
  StringEquals: exact,
});
