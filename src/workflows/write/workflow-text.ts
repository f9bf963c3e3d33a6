import { stringify } from 'yaml';
import { quoted } from '../../diagnostics/format/json-text';
import { printable, printableLines } from '../../diagnostics/format/printable';
import { literalHead } from './filter-text';
import { type Login, type Triggers, unite } from './login';

/** Actions that the workflow uses, at a commit: a tag can be moved. */
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
const CREDENTIALS = 'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3';

/** A workflow for a repository, with a job for each login whose last step proves it. */
export function workflowText(name: string, repository: string, logins: readonly Login[]): string {
  const triggers = unite(logins.map((login) => login.triggers));
  const ids = logins.length > 1 ? jobIds(logins) : [];
  return `# Goes to .github/workflows of the repository ${repository}, once the role is applied.
name: ${name}

${onText(triggers)}
permissions: {}

jobs:
${logins.map((login, i) => jobText(login, ids[i] ?? 'deploy', condition(login, triggers))).join('\n')}`;
}

function onText({ branches, tags, events }: Triggers): string {
  const list = (key: string, values: readonly string[]) =>
    values.length > 0 ? `    ${key}: [${values.map(text).join(', ')}]\n` : '';
  const push = branches.length + tags.length > 0 ? `  push:\n${list('branches', branches)}${list('tags', tags)}` : '';
  return `on:\n${push}${events.map((event) => `  ${event}:\n`).join('')}`;
}

function jobText(login: Login, id: string, when: string | undefined): string {
  if (login.calledWorkflow !== undefined) return callText(login, login.calledWorkflow, id, when);
  const { environment, variable, roleArn, region, audience } = login;
  return `  ${id}:
${when === undefined ? '' : `    if: ${when}\n`}    runs-on: ubuntu-24.04
${environment === undefined ? '' : `    environment: ${text(environment)} # puts the environment into the token, and its variables into \`vars\`\n`}    permissions:
      id-token: write # the job may ask GitHub for a token
      contents: read # listing one permission drops all others, and checkout needs this one
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false

      - uses: ${CREDENTIALS}
        with:
          role-to-assume: ${variable === undefined ? roleArn : `\${{ vars.${variable} }}`}
          aws-region: ${region}
${audience === undefined ? '' : `          audience: ${text(audience)}\n`}
      - name: Say which role this is
        run: aws sts get-caller-identity
`;
}

/** A job that the called workflow defines: that names the environment, and reads the variables of this repository. */
function callText(
  { environment, variable, roleArn }: Login,
  called: string,
  id: string,
  when: string | undefined,
): string {
  const role = variable === undefined ? roleArn : `\${{ vars.${variable} }}`;
  return `  ${id}:
${when === undefined ? '' : `    if: ${when}\n`}    # the role admits no other workflow; in it ${environment === undefined ? 'a job' : `a job of the environment ${printable(environment)}`} logs in by ${role}
    uses: ${called}
    permissions:
      id-token: write # what is called has at most what its caller has
      contents: read
`;
}

/** An id for each job: letters, digits, `-` and `_`, beginning with no digit or `-`, each of its own whatever its letter case. */
function jobIds(logins: readonly Login[]): readonly string[] {
  const taken = new Set<string>();
  return logins.map((login) => {
    const usual = jobId(login);
    let id = usual;
    for (let i = 2; taken.has(id.toLowerCase()); i++) id = `${usual}-${i}`;
    taken.add(id.toLowerCase());
    return id;
  });
}

function jobId({ account, environment }: Login): string {
  const of = environment === account ? [account] : [account, environment ?? 'deploy'];
  return of
    .join('-')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^(?=[\d-])/, '_');
}

/** When a job may run, where what starts others starts the workflow too; nothing where all start by the same. */
function condition({ triggers }: Login, all: Triggers): string | undefined {
  if (JSON.stringify(triggers) === JSON.stringify(all)) return undefined;
  const { branches, tags, events } = triggers;
  const refs = [...branches.map((name) => refTest('heads', name)), ...tags.map((name) => refTest('tags', name))];
  const others = events.filter((event) => event !== 'workflow_dispatch');
  return [...refs, ...others.map((event) => `github.event_name == '${event}'`)].join(' || ');
}

function refTest(kind: 'heads' | 'tags', filter: string): string {
  const { text: literal, isWhole } = literalHead(filter);
  const ref = `'refs/${kind}/${literal.replaceAll("'", "''")}'`;
  return isWhole ? `github.ref == ${ref}` : `startsWith(github.ref, ${ref})`;
}

/** A text as YAML, in quotes where it would be read as something else, and escaped where it could not be shown as it is. */
function text(value: string): string {
  if (printableLines(value) !== value) return quoted(value);
  return /^[\w./-]+$/.test(value) ? stringify(value, { lineWidth: 0 }).trimEnd() : `'${value.replaceAll("'", "''")}'`;
}
