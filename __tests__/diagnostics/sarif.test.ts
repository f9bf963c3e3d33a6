import { parseBindings } from '../../src/bindings/parse';
import { sarifTool } from '../../src/cli/sarif-tool';
import { catalogue } from '../../src/diagnostics/catalogue';
import { type Diagnostic, sortDiagnostics } from '../../src/diagnostics/diagnostic';
import { type SarifTool, formatSarif } from '../../src/diagnostics/format/sarif';
import { type Location, location } from '../../src/diagnostics/source';
import { fixtureNames, lintFixture, loadFixture } from '../support/fixtures';
import { noFiles } from '../support/no-files';
import { sarifFaults } from '../support/sarif-schema';

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly Rule[] } };
      readonly results: readonly Result[];
    },
  ];
}

interface Rule {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown?: string };
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity'?: string };
}

interface Place {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Readonly<Record<string, number>>;
  };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [Place];
  readonly relatedLocations?: readonly (Place & { readonly id: number; readonly message: { readonly text: string } })[];
  readonly partialFingerprints: { readonly 'oidcBindingsFinding/v1': string };
}

const TOOL: SarifTool = { version: '1.2.3', page: () => undefined };
const logOf = (diagnostics: readonly Diagnostic[], tool = TOOL) => JSON.parse(formatSarif(diagnostics, tool)) as Log;
const resultsOf = (...diagnostics: readonly Diagnostic[]) => logOf(diagnostics).runs[0].results;
const at = (file: string, text = 'version: 1\n'): Location => location({ file, text, tree: null, pruned: [] });
const finding = (over: Partial<Diagnostic>): Diagnostic => ({
  rule: 'unknown-key',
  severity: 'error',
  message: 'unknown key',
  at: at('bindings.yaml'),
  related: [],
  ...over,
});

it.each(fixtureNames('bindings/err'))('is SARIF for what is wrong in err/%s.yaml', (name) => {
  const { diagnostics } = loadFixture('bindings/err', name);
  const log = logOf(diagnostics);

  expect(sarifFaults(log)).toEqual([]);
  expect(log.runs[0].results).toHaveLength(diagnostics.length);
});

it('is SARIF without findings', () => {
  const log = logOf([]);

  expect(sarifFaults(log)).toEqual([]);
  expect(log.runs[0].results).toEqual([]);
});

it('describes every rule, with its page where there is one', () => {
  const { rules, version } = logOf([], sarifTool()).runs[0].tool.driver;
  const [page] = rules.filter(({ id }) => id === 'no-permissions');

  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(rules.map(({ id }) => id)).toEqual([...catalogue.keys()]);
  expect(page?.help.markdown).toContain('## Avoid');
  expect(page?.help.markdown).toContain('`unused-account`\n');
  expect(page?.defaultConfiguration.level).toBe('note');
});

it('scores what is about security, and nothing else', () => {
  const score = new Map(logOf([]).runs[0].tool.driver.rules.map(({ id, properties }) => [id, properties]));

  expect(score.get('wildcard-owner')).toEqual({ tags: ['security'], 'security-severity': '9.5' });
  expect(score.get('long-session')).toEqual({ tags: ['security'], 'security-severity': '2.0' });
  expect(score.get('unknown-key')).toEqual({ tags: [] });
});

it('gives a result its rule, level, whole message and place', () => {
  const { diagnostics } = loadFixture('bindings/err', 'wildcard-in-exact-value');
  const { ruleId, ruleIndex, level, message, locations } = resultsOf(...diagnostics)[0] as Result;

  expect([...catalogue.keys()][ruleIndex]).toBe(ruleId);
  expect(level).toBe('error');
  expect(message.text).toBe(
    '`branch` is compared exactly, and `*` would match nothing but itself\nfor a pattern write `branch_pattern`',
  );
  expect(locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: '__tests__/fixtures/bindings/err/wildcard-in-exact-value.yaml' },
    region: { startLine: 9, startColumn: 36, endLine: 9, endColumn: 47 },
  });
});

it('calls an info a note', () => {
  expect(resultsOf(finding({ severity: 'info' }), finding({ severity: 'warning' })).map(({ level }) => level)).toEqual([
    'note',
    'warning',
  ]);
});

it('links to related places from the message', () => {
  const related = { message: 'the [other] one', at: at('teams/web.yaml') };
  const [result] = resultsOf(finding({ related: [related] }));

  expect(result?.message.text).toBe('unknown key\n[the \\[other\\] one](1)');
  expect(result?.relatedLocations).toMatchObject([
    { id: 1, physicalLocation: { artifactLocation: { uri: 'teams/web.yaml' } } },
  ]);
});

it('makes no link of what a user wrote', () => {
  const [result] = resultsOf(finding({ message: 'unknown key `[here](https://octo-org.example)`, known: [a]' }));

  expect(result?.message.text).toBe('unknown key `\\[here](https://octo-org.example)`, known: [a]');
});

it.each([
  ['teams/web app#1.yaml', 'teams/web%20app%231.yaml'],
  ['teams\\web.yaml', 'teams/web.yaml'],
  ['../shared/bindings.yaml', '../shared/bindings.yaml'],
  ['/srv/føre.yaml', 'file:///srv/f%C3%B8re.yaml'],
  ['C:/infra/bindings.yaml', 'file:///C:/infra/bindings.yaml'],
])('addresses %s as %s', (file, uri) => {
  const log = logOf([finding({ at: at(file) })]);

  expect(log.runs[0].results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  expect(sarifFaults(log)).toEqual([]);
});

const print = ({ partialFingerprints }: Result) => partialFingerprints['oidcBindingsFinding/v1'];

function printsOf(text: string) {
  const [, diagnostics] = parseBindings('bindings.yaml', text, noFiles);
  return resultsOf(...sortDiagnostics(diagnostics)).map((result) => [result.ruleId, print(result)] as const);
}

const BINDINGS = `version: 1
github: { owner: octo-org }
accounts:
  production: { id: "111111111111", region: us-east-2 }
bindings:
  web-deploy:
    acounts: [production]
    accounts: [production]
    trust:
      - { repositry: web, repository: web, branch: main }
      - { repositry: api, repository: api, branch: main }
`;

it('knows a finding again when lines and list entries are put before it', () => {
  const moved = BINDINGS.replace('bindings:', '# moved\n\nbindings:').replace(
    'trust:\n',
    'trust:\n      - { repository: docs, branch: main }\n',
  );

  expect(printsOf(BINDINGS)).toHaveLength(3);
  expect(printsOf(moved)).toEqual(printsOf(BINDINGS));
});

it('gives every finding a fingerprint of its own', () => {
  const prints = printsOf(BINDINGS).map(([, text]) => text);

  expect(new Set(prints).size).toBe(3);
  expect(print(resultsOf(finding({}))[0] as Result)).not.toBe(
    print(resultsOf(finding({ at: at('other.yaml') }))[0] as Result),
  );
});

it('is SARIF for what lint rules say', () => {
  const { diagnostics } = lintFixture('lint/err', 'no-permissions', '2026-11-24');
  const log = logOf(diagnostics);

  expect(sarifFaults(log)).toEqual([]);
  expect(log.runs[0].results[0]).toMatchObject({ ruleId: 'no-permissions', level: 'note' });
});
