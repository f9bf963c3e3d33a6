import type { Command } from 'commander';
import { bindingsJsonSchema, includedJsonSchema } from '../bindings/json-schema';
import { type KeyReference, keyReference, presetReference } from '../bindings/reference';
import { PRESET_NAMES } from '../bindings/schema/presets';
import { catalogue } from '../diagnostics/catalogue';
import { changeRuleIds } from '../diagnostics/change-rules';
import { cloudFormationFindings } from '../diagnostics/cloudformation-findings';
import { fileErrors } from '../diagnostics/file-errors';
import { lintRules } from '../diagnostics/lint-rules';
import { lockFindings } from '../diagnostics/lock-findings';
import { workflowRules } from '../diagnostics/workflow-rules';
import { CAUSES } from '../jobs/causes';
import { REASONS } from '../simulator/reasons';
import { LOGIN_REASONS } from '../workflows/check/reasons';
import { program } from './cli';

/** A file that is made, or holds parts that are made, from the program itself. */
export interface GeneratedFile {
  readonly path: string;
  /** The file as it should be, from what it is now. */
  readonly update: (present: string) => string;
}

/** All of them. */
export const GENERATED: readonly GeneratedFile[] = [
  { path: 'docs/bindings.schema.json', update: bindingsJsonSchema },
  { path: 'docs/included.schema.json', update: includedJsonSchema },
  { path: 'docs/rules/README.md', update: (present) => fill(present, RULE_TABLES) },
  { path: 'docs/bindings.md', update: (present) => fill(present, REFERENCE) },
  { path: 'docs/presets.md', update: (present) => fill(present, presetBlocks()) },
  { path: 'docs/simulate.md', update: (present) => fill(present, SENTENCES) },
  { path: 'docs/check-workflows.md', update: (present) => fill(present, SENTENCES) },
  { path: 'README.md', update: (present) => fill(present, { commands: `\`\`\`\n${commandList()}\n\`\`\`` }) },
  { path: 'help', update: (present) => present.replace(/(?<=^Commands\n)(?:  .*\n)+/m, `${indent(commandList())}\n`) },
];

const RULE_TABLES = {
  'file errors': ruleIndex(Object.keys(fileErrors)),
  'lint rules': ruleIndex(Object.keys(lintRules)),
  'rules about changes': ruleIndex(changeRuleIds),
  'findings in workflows': ruleIndex(Object.keys(workflowRules)),
  'findings of lock': ruleIndex(Object.keys(lockFindings)),
  'findings of cloudformation': ruleIndex(Object.keys(cloudFormationFindings)),
};

const SENTENCES = {
  verdicts: sentenceTable('Reason', LOGIN_REASONS),
  causes: sentenceTable('Cause', CAUSES),
  reasons: sentenceTable('Reason', REASONS),
};

const REFERENCE = {
  'top level': keys('bindings'),
  include: keys('bindings', 'include'),
  allow: keys('bindings', 'include', 'allow'),
  github: keys('bindings', 'github'),
  'enterprise issuer': keys('bindings', 'github', 'enterprise_issuer'),
  account: keys('bindings', 'accounts'),
  credentials: keys('bindings', 'accounts', 'credentials'),
  'assume role': keys('bindings', 'accounts', 'credentials', 'assume_role'),
  quotas: keys('bindings', 'accounts', 'quotas'),
  repository: keys('bindings', 'repositories'),
  'moving to': keys('bindings', 'repositories', 'moving_to'),
  environment: keys('bindings', 'repositories', 'environments'),
  reviewers: keys('bindings', 'repositories', 'environments', 'reviewers'),
  defaults: keys('bindings', 'defaults'),
  binding: keys('bindings', 'bindings'),
  trust: keys('bindings', 'bindings', 'trust'),
  role: keys('bindings', 'bindings', 'role'),
  permissions: keys('bindings', 'bindings', 'permissions'),
  statement: keys('bindings', 'bindings', 'permissions', 'statement'),
  variable: keys('bindings', 'bindings', 'variables'),
  lock: keys('lock', 'repositories'),
  'locked environment': keys('lock', 'repositories', 'environments'),
};

function keys(file: 'bindings' | 'lock', ...path: readonly string[]): string {
  return keyList(keyReference(file, ...path));
}

function keyList(references: readonly KeyReference[]): string {
  return references
    .map(({ key, required, text }) => `- \`${key}\`${required ? ' (required)' : ''}: ${text}`)
    .join('\n');
}

/** For each preset a block of its name, with its parameters; and `presets`, the list of them. */
function presetBlocks(): Readonly<Record<string, string>> {
  const references = PRESET_NAMES.map((name) => [name, presetReference(name)] as const);
  const list = references.map(([name, [preset]]) => `- [\`${name}\`](#${name}): ${preset?.text ?? ''}`);
  const blocks = references.map(([name, [preset, ...parameters]]) => [
    name,
    `${preset?.text ?? ''}\n\n${keyList(parameters)}`,
  ]);
  return { presets: list.join('\n'), ...(Object.fromEntries(blocks) as Record<string, string>) };
}

function ruleIndex(ids: readonly string[]): string {
  const rows = [...catalogue]
    .filter(([rule]) => ids.includes(rule))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, { severity, waivable, summary }]) => {
      return `| [\`${rule}\`](${rule}.md) | ${severity} | ${waivable ? 'yes' : 'no'} | ${summary.replaceAll('|', '\\|')} |`;
    });
  return ['| Rule | Severity | Can be waived | What it reports |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** A closed set and what each of it means, in columns as wide as prettier makes them. */
function sentenceTable(title: string, sentences: Readonly<Record<string, string>>): string {
  const rows = Object.entries(sentences).map(([name, text]) => [`\`${name}\``, text] as const);
  const all = [[title, 'Means'], ...rows] as const;
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = '', ...body] = all.map(line);
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}

function commandList(): string {
  const commands = program().commands.map((command) => [usage(command), command.description()] as const);
  const width = Math.max(...commands.map(([text]) => text.length));
  return commands.map(([text, description]) => `${text.padEnd(width)}  ${description}`).join('\n');
}

function usage(command: Command): string {
  return `npx oidc-bindings ${command.name()}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

/** Replaces what stands between `<!-- generated: NAME -->` and `<!-- end -->`. */
function fill(present: string, blocks: Readonly<Record<string, string>>): string {
  return present.replace(
    /(<!-- generated: (.*?) -->\n)[^]*?(<!-- end -->)/g,
    (whole, begin: string, name: string, end: string) => {
      const block = blocks[name];
      return block === undefined ? whole : `${begin}\n${block}\n\n${end}`;
    },
  );
}
