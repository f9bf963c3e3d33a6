import { type Attributes, blocksOf, textOf, textsOf } from '../plugin/value';
import { type Json, byKey, goJson } from './go-json';

/** `aws_iam_policy_document`: the blocks as IAM's JSON, in the provider's own order and spelling. */
export function policyDocument(config: Attributes): Attributes {
  for (const name of ['source_policy_documents', 'override_policy_documents'])
    if (textsOf(config[name]).length > 0) throw new Error(`the stand-in does not know ${name}`);
  const version = textOf(config['version']) || '2012-10-17';
  if (!['2008-10-17', '2012-10-17'].includes(version))
    throw new Error(`expected version to be one of ["2008-10-17" "2012-10-17"], got ${version}`);
  const statements = blocksOf(config['statement']);
  refuseDuplicates(statements.map(({ sid }) => textOf(sid)).filter((sid) => sid !== ''));
  const document = {
    Version: version,
    ...(textOf(config['policy_id']) !== '' && { Id: textOf(config['policy_id']) }),
    ...(statements.length > 0 && { Statement: statements.map((each, i) => statement(each, i, version)) }),
  };
  const minified = goJson(document);
  return {
    id: String(hash(minified)),
    version,
    json: goJson(document, 2),
    minified_json: minified,
  };
}

function refuseDuplicates(sids: readonly string[]): void {
  const twice = sids.find((sid, i) => sids.indexOf(sid) !== i);
  if (twice !== undefined)
    throw new Error(
      `writing IAM Policy Document: duplicate Sid (${twice}). Remove the Sid or ensure the Sid is unique.`,
    );
}

function statement(block: Attributes, i: number, version: string): Json {
  const sid = textOf(block['sid']);
  if (!/^[a-zA-Z0-9]*$/.test(sid))
    throw new Error(`invalid value for statement.${i}.sid (must only include alphanumeric characters)`);
  const effect = textOf(block['effect']) || 'Allow';
  if (!['Allow', 'Deny'].includes(effect))
    throw new Error(`expected statement.${i}.effect to be one of ["Allow" "Deny"], got ${effect}`);
  const variables = variablesOf(version);
  const members: readonly (readonly [string, Json | undefined])[] = [
    ['Sid', sid === '' ? undefined : sid],
    ['Effect', effect],
    ['Action', sorted(textsOf(block['actions']))],
    ['NotAction', sorted(textsOf(block['not_actions']))],
    ['Resource', sorted(textsOf(block['resources']), variables)],
    ['NotResource', sorted(textsOf(block['not_resources']), variables)],
    ['Principal', principals(blocksOf(block['principals']), variables)],
    ['NotPrincipal', principals(blocksOf(block['not_principals']), variables)],
    ['Condition', conditions(blocksOf(block['condition']), variables)],
  ];
  return Object.fromEntries(members.filter((member): member is [string, Json] => member[1] !== undefined));
}

/** Sets, in descending order; a single value stands by itself. */
function sorted(values: readonly string[], spell: Spelling = (value) => value): Json | undefined {
  if (values.length === 0) return undefined;
  return single([...new Set(values)].sort().reverse().map(spell));
}

function single(values: readonly string[]): Json {
  return values.length === 1 ? (values[0] ?? '') : values;
}

type Spelling = (value: string) => string;

/** Terraform has `${` for itself, so that IAM's variables are written `&{`; the old version has none. */
function variablesOf(version: string): Spelling {
  return (value) => {
    if (version === '2008-10-17' && value.includes('&{'))
      throw new Error(`found &{ sequence in (${value}), which is not supported in document version 2008-10-17`);
    return value.replaceAll('&{', '${');
  };
}

function principals(blocks: readonly Attributes[], variables: Spelling): Json | undefined {
  if (blocks.length === 0) return undefined;
  const byType = new Map<string, readonly string[]>();
  for (const { type, identifiers } of blocks) {
    const names = [...textsOf(identifiers).map(variables)].sort().reverse();
    byType.set(textOf(type), [...(byType.get(textOf(type)) ?? []), ...names]);
  }
  if (blocks.length === 1 && byType.get('*')?.join() === '*') return '*';
  return byKey([...byType].map(([type, names]) => [type, single(names)] as const));
}

/** Conditions of one operator and key become one, which any of their values satisfies. */
function conditions(blocks: readonly Attributes[], variables: Spelling): Json | undefined {
  if (blocks.length === 0) return undefined;
  const operators = new Map<string, Map<string, readonly string[]>>();
  for (const { test, variable, values } of blocks) {
    const keys = operators.get(textOf(test)) ?? new Map<string, readonly string[]>();
    keys.set(textOf(variable), [...(keys.get(textOf(variable)) ?? []), ...textsOf(values).map(variables)]);
    operators.set(textOf(test), keys);
  }
  return byKey(
    [...operators].map(
      ([test, keys]) => [test, byKey([...keys].map(([key, values]) => [key, single(values)] as const))] as const,
    ),
  );
}

function hash(text: string): number {
  return Buffer.from(text).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 0);
}
