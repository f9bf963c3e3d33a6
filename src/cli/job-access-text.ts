import type { Colors } from 'picocolors/types';
import { printable } from '../diagnostics/format/printable';
import { CAUSES } from '../jobs/causes';
import type { RoleVerdict } from '../jobs/roles';
import type { JobToken } from '../jobs/token';
import type { NearestClaim } from '../jobs/verdict';
import { claimValues } from '../simulator/token';
import { table } from './table';

/** Which roles a job gets. */
export interface JobAccess {
  /** As `owner/name`. */
  readonly repository: string;
  /** The tokens that GitHub may issue to it. */
  readonly tokens: readonly JobToken[];
  readonly roles: readonly RoleVerdict[];
  /** What the answer rests on, each a sentence. */
  readonly caveats: readonly string[];
}

/** How many accounts or bindings are named where one thing is to be said of all. */
const NAMED = 5;

/** For people: what the job presents, the roles it gets, and for the others the nearest miss; the same in several accounts once. */
export function formatJobAccess({ repository, tokens, roles, caveats }: JobAccess, colors: Colors): string {
  const of = (wanted: RoleVerdict['decision']) => roles.filter(({ decision }) => decision === wanted);
  const [allowed, depends, denied] = [of('allowed'), of('depends'), of('denied')];
  const counts = `${allowed.length} allowed, ${depends.length > 0 ? `${depends.length} cannot be told, ` : ''}${denied.length} denied`;
  const rows = (list: readonly RoleVerdict[], more: (role: RoleVerdict) => readonly string[] = () => []) =>
    indented(table(list.map((role) => [role.account, role.binding, role.role_arn, ...more(role)].map(printable))));
  const blocks = [
    `${colors.bold(printable(repository))}: ${counts}`,
    indented(table(claimRows(tokens))),
    allowed.length > 0 ? `${colors.green('allowed')}\n${rows(allowed)}` : '',
    depends.length > 0
      ? `${colors.yellow('depends')}\n${rows(depends, ({ depends_on: on }) => [`depends on ${on.join(', ')}`])}`
      : '',
    denied.length > 0 ? `${colors.red('denied')}\n${deniedLines(denied, colors)}` : '',
    caveats.map((caveat) => `- ${printable(caveat)}`).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The claims that trust policies look at most, and that are known. */
function claimRows(tokens: readonly JobToken[]): readonly (readonly string[])[] {
  return ['aud', 'sub', 'ref', 'environment', 'job_workflow_ref'].flatMap((claim) => {
    const values = tokens.flatMap(({ claims, unknown }) => claimValues(claims, claim) ?? unknownText(claim, unknown));
    return values.length === 0 ? [] : [[claim, [...new Set(values)].map(printable).join(' or ')]];
  });
}

function unknownText(claim: string, unknown: JobToken['unknown']): readonly string[] {
  return claim === 'sub' ? [`(depends on ${(unknown.get(claim) ?? []).join(', ')})`] : [];
}

function deniedLines(denied: readonly RoleVerdict[], colors: Colors): string {
  const groups = new Map<string, RoleVerdict[]>();
  for (const role of denied) {
    const key = JSON.stringify([role.binding, role.nearest]);
    groups.set(key, [...(groups.get(key) ?? []), role]);
  }
  const all = [...groups.values()];
  const elsewhere = all.filter(([role]) => role?.nearest?.cause === 'other-repository');
  const areTooMany = elsewhere.length > NAMED;
  const blocks = all
    .filter((roles) => !areTooMany || !elsewhere.includes(roles))
    .map((roles) => {
      const [{ binding, nearest } = { binding: '', nearest: null }] = roles;
      const where = listText(roles.map(({ account }) => account));
      return [`  ${printable(binding)} in ${where}`, ...(nearest ? nearestLines(nearest, colors) : [])].join('\n');
    });
  const bindings = listText([...new Set(elsewhere.flat().map(({ binding }) => binding))]);
  return [...blocks, ...(areTooMany ? [`  ${bindings}, which trust other repositories`] : [])].join('\n');
}

/** The first of many names, and how many there are beside. */
function listText(names: readonly string[]): string {
  const named = names.slice(0, NAMED).map(printable).join(', ');
  return names.length > NAMED ? `${named} and ${names.length - NAMED} more` : named;
}

function nearestLines({ claim, presented, trusted, cause }: NearestClaim, colors: Colors): readonly string[] {
  const label = claim === 'sub' ? '' : `${printable(claim)} `;
  const [from, to] = difference(presented ?? '', trusted ?? '');
  return [
    ...(trusted === null ? [] : [`      ${label}trusted    ${printable(trusted)}`]),
    ...(presented === null
      ? [`      ${label}presented  ${colors.dim('(nothing)')}`]
      : [
          `      ${label}presented  ${printable(presented)}`,
          `      ${' '.repeat(label.length + 11 + from)}${colors.red('^'.repeat(Math.max(1, to - from)))}`,
        ]),
    `      ${colors.dim(`${cause}: ${CAUSES[cause]}`)}`,
  ];
}

/** The first segment between colons of a text that is not in another at its place. */
function difference(text: string, other: string): readonly [from: number, to: number] {
  const others = other.split(':');
  let from = 0;
  for (const [i, segment] of text.split(':').entries()) {
    if (segment !== others[i]) return [from, from + segment.length];
    from += segment.length + 1;
  }
  return [0, text.length];
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
