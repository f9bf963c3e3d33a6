import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { resolveAccess } from '../src/access-plan/resolve';
import { parseLock } from '../src/bindings/lock';
import { parseBindings } from '../src/bindings/parse';
import { createIamData } from '../src/cli/iam-data';
import { type RuleId, catalogue, helpUrl, isRuleId } from '../src/diagnostics/catalogue';
import { hasErrors } from '../src/diagnostics/diagnostic';
import { workflowRules } from '../src/diagnostics/workflow-rules';
import { lintForeign } from '../src/lint/foreign/lint';
import { lint } from '../src/lint/lint';
import { FIXTURES } from './support/fixtures';
import { noFiles } from './support/no-files';
import { checkPage, waived, workflowOf } from './support/page-workflows';

const ROOT = join(__dirname, '..');
const LOCK = readFileSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), 'utf8');
const BASE = {
  version: 1,
  github: { owner: 'octo-org' },
  accounts: { production: { id: '111111111111', region: 'us-east-2' } },
  bindings: {},
};
const ids = [...catalogue.keys()];
const ofWorkflows: readonly RuleId[] = Object.keys(workflowRules).filter(isRuleId);

it('has a page for every rule, and no others', () => {
  const pages = readdirSync(join(ROOT, 'docs/rules')).filter((page) => page !== 'README.md');

  expect(pages.sort()).toEqual(ids.map((id) => `${id}.md`).sort());
});

const pageOf = (id: RuleId) => readFileSync(join(ROOT, helpUrl(id)), 'utf8');

describe.each(ids.filter((id) => existsSync(join(ROOT, helpUrl(id)))))('%s', (id) => {
  const page = pageOf(id);

  it('has its sections, and stays short', () => {
    const headings = [...page.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ .*/gm)].map(([heading]) => heading);

    expect(headings).toEqual([
      `# ${id}`,
      '## Avoid',
      '## Prefer',
      '## Why',
      ...(catalogue.get(id)?.waivable ? ['## How to waive'] : []),
      '## Related',
    ]);
    expect(page.split('\n').length).toBeLessThanOrEqual(61);
  });

  it('begins with what the catalogue says of it', () => {
    const { summary, severity, waivable } = catalogue.get(id) ?? { summary: '', severity: '', waivable: false };
    const [, first = '', second = ''] = page.split(/\n\n/);

    expect(first.replace(/\s+/g, ' ')).toBe(summary);
    expect(second.replace(/\s+/g, ' ')).toMatch(
      new RegExp(`^Severity: \\*\\*${severity}\\*\\*.* (It can be waived|It cannot be waived)\\.$`),
    );
    expect(second.includes('It can be waived')).toBe(waivable);
  });

  if (ofWorkflows.includes(id)) return;

  it('is right about what to avoid and what to prefer', () => {
    const avoid = reported(section(page, 'Avoid'));
    const prefer = reported(section(page, 'Prefer'));

    if (avoid !== undefined) expect([...avoid]).toContain(id);
    if (prefer !== undefined) expect([...prefer]).not.toContain(id);
  });
});

describe.each(ofWorkflows)('%s in a workflow', (id) => {
  const page = pageOf(id);
  const avoid = workflowOf(section(page, 'Avoid'));

  it('is reported of what to avoid', () => {
    expect(checkPage(avoid, BASE).map(({ rule }) => rule)).toContain(id);
  });

  it('is not reported of what to prefer, nor is anything else', () => {
    const found = checkPage(workflowOf(section(page, 'Prefer'), avoid), BASE);

    expect(found.filter(({ rule, severity }) => rule === id || severity !== 'info')).toEqual([]);
  });

  if (!catalogue.get(id)?.waivable) return;

  it('is waived as the page says', () => {
    const found = checkPage(waived(avoid, section(page, 'How to waive')), BASE).map(({ rule }) => rule);

    expect(found.filter((rule) => rule === id || rule.endsWith('-waiver'))).toEqual([]);
  });
});

function section(page: string, heading: string): string {
  return page.split(new RegExp(`^## ${heading}\n`, 'm'))[1]?.split(/^## /m, 1)[0] ?? '';
}

it('says for each of the known checks what reports it', () => {
  const index = readFileSync(join(ROOT, 'docs/rules/README.md'), 'utf8');
  const rows = [...index.matchAll(/^\| L(\d+) \| .+ \| (.+) \|$/gm)];
  const named = rows.map(([, , cell = '']) =>
    [...cell.matchAll(/\[`([^`]+)`\]\(\1\.md\)/g)].map(([, rule]) => rule ?? ''),
  );

  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 33 }, (_, i) => i + 1));
  expect(named.filter((rules) => rules.length === 0)).toEqual([]);
  expect(named.flat().filter((rule) => !isRuleId(rule))).toEqual([]);
});

/** The rules that the YAML and the JSON of a section give, JSON as a policy of others; nothing if there is neither. */
function reported(text: string): ReadonlySet<RuleId> | undefined {
  const [, policy] = /^```json\n([^]*?)^```/m.exec(text) ?? [];
  const ofBindings = reportedOfBindings(text);
  if (policy === undefined) return ofBindings;
  const { diagnostics } = lintForeign('policy.json', policy);
  return new Set([...(ofBindings ?? []), ...diagnostics.map(({ rule }) => rule)]);
}

/** `yaml lock` is what the lock says beside the usual. */
function reportedOfBindings(text: string): ReadonlySet<RuleId> | undefined {
  const [, bindingsText] = /^```yaml\n([^]*?)^```/m.exec(text) ?? [];
  const [, lockText = ''] = /^```yaml lock\n([^]*?)^```/m.exec(text) ?? [];
  if (bindingsText === undefined) return undefined;
  const whole = isMapping(bindingsText) ? stringify({ ...BASE, ...(parse(bindingsText) as object) }) : bindingsText;
  const usual = parse(LOCK) as { repositories: object };
  const extra = (parse(lockText) ?? {}) as { repositories?: object };
  const lockFile = { version: 1, repositories: { ...usual.repositories, ...extra.repositories } };
  const [bindings, wrong] = parseBindings('bindings.yaml', commented(whole, bindingsText), noFiles);
  const [lock, wrongLock] = parseLock('bindings.lock.yaml', stringify(lockFile), true);
  if (!bindings) return new Set(wrong.map(({ rule }) => rule));
  const [access, wrongAccess] = resolveAccess(bindings, lock, noFiles);
  const all = [...wrong, ...wrongLock, ...wrongAccess];
  const clock = { today: '2026-11-24', overdue: 'error' } as const;
  const linted = hasErrors(all) ? [] : lint({ bindings, lock, access, iam: createIamData(), clock }).diagnostics;
  return new Set([...all, ...linted].map(({ rule }) => rule));
}

function isMapping(text: string): boolean {
  try {
    return typeof parse(text, { uniqueKeys: false }) === 'object';
  } catch {
    return false;
  }
}

/** Comments and repeated keys are lost by parsing: where a page shows some, its text is taken as it stands. */
function commented(whole: string, text: string): string {
  return /#|^version:/m.test(text) ? `${stringify(withoutKeysOf(text))}${text}` : whole;
}

function withoutKeysOf(text: string): object {
  const own = Object.keys(parse(text, { uniqueKeys: false }) as object);
  return Object.fromEntries(Object.entries(BASE).filter(([key]) => !own.includes(key)));
}
