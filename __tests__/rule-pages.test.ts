import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type RuleId, catalogue, helpUrl, isRuleId } from '../src/diagnostics/catalogue';
import { workflowRules } from '../src/diagnostics/workflow-rules';
import { lintForeign } from '../src/lint/foreign/lint';
import { lintChange } from './support/changes';
import { FIXTURES } from './support/fixtures';
import { lintText } from './support/lint-text';
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
    const before = section(page, 'Avoid');
    const avoid = reported(section(page, 'Avoid'), before);
    const own = section(page, 'Prefer');
    const prefer = reported(own, own.includes('```yaml before') ? own : before);

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

/**
 * The rules that the YAML and the JSON of a section give, JSON as a policy of others; nothing if there is neither. Where `yaml
 * before` says what was there, the YAML is a change of that.
 */
function reported(text: string, before: string): ReadonlySet<RuleId> | undefined {
  const policy = fenced(text, 'json');
  const ofBindings = reportedOfBindings(text, before);
  if (policy === undefined) return ofBindings;
  const { diagnostics } = lintForeign('policy.json', policy);
  return new Set([...(ofBindings ?? []), ...diagnostics.map(({ rule }) => rule)]);
}

function reportedOfBindings(text: string, before: string): ReadonlySet<RuleId> | undefined {
  const bindings = fenced(text, 'yaml');
  const earlier = fenced(before, 'yaml before');
  if (bindings === undefined) return undefined;
  const after = { bindings: wholeFile(bindings), lock: wholeLock(fenced(text, 'yaml lock')) };
  if (earlier === undefined) return rulesOf(lintText(after).diagnostics);
  const first = { bindings: wholeFile(earlier), lock: wholeLock(fenced(before, 'yaml before lock')) };
  return rulesOf(lintChange(first, after).diagnostics);
}

function rulesOf(diagnostics: readonly { readonly rule: RuleId }[]): ReadonlySet<RuleId> {
  return new Set(diagnostics.map(({ rule }) => rule));
}

/** The first block in a language. */
function fenced(text: string, language: string): string | undefined {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(text)?.[1];
}

function wholeFile(text: string): string {
  const whole = isMapping(text) ? stringify({ ...BASE, ...(parse(text) as object) }) : text;
  return commented(whole, text);
}

/** What the lock says beside the usual, unless it is a whole file. */
function wholeLock(text = ''): string {
  if (/^version:/m.test(text)) return text;
  const usual = parse(LOCK) as { repositories: object };
  const extra = (parse(text) ?? {}) as { repositories?: object };
  return stringify({ version: 1, repositories: { ...usual.repositories, ...extra.repositories } });
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
