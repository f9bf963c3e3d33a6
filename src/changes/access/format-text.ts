import type { Colors } from 'picocolors/types';
import type { AccessChange, Jobs } from './change';
import { headline, titleOf } from './words';

/** How many of whoever gains or loses are listed. */
const MAX_LISTED = 20;

/** For people: each change with who gains and who loses, and a token of each. */
export function formatChangesText(
  changes: readonly AccessChange[],
  stopped: ReadonlySet<string>,
  colors: Colors,
): string {
  const blocks = changes.map((change) => {
    const color = change.gains ? colors.yellow : colors.green;
    const fails = stopped.has(change.id) ? colors.red(' fails') : '';
    return [
      `${color(colors.bold(titleOf(change)))} ${colors.dim(`[${change.id}]`)}${fails}`,
      ...jobLines('gains', change.trust?.gained ?? []),
      ...jobLines('loses', change.trust?.lost ?? []),
      ...change.attributes.flatMap(({ name, before, after }) => [
        `  ${name}`,
        ...valuesOf(before)
          .filter((each) => !valuesOf(after).includes(each))
          .map((each) => `    - ${each}`),
        ...valuesOf(after)
          .filter((each) => !valuesOf(before).includes(each))
          .map((each) => `    + ${each}`),
      ]),
    ].join('\n');
  });
  return `${[...blocks, headline(changes)].join('\n\n')}\n`;
}

/** The values of an attribute as lines. */
function valuesOf(value: unknown): readonly string[] {
  return [value].flat().map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
}

function jobLines(what: string, jobs: readonly Jobs[]): readonly string[] {
  const lines = jobs
    .slice(0, MAX_LISTED)
    .flatMap(({ who, claims }) => [
      `  ${what}: ${who}`,
      `    for instance \`${claims.sub ?? ''}\` at ref \`${claims.ref ?? ''}\``,
    ]);
  return jobs.length > MAX_LISTED ? [...lines, `  ${what}: ${jobs.length - MAX_LISTED} more`] : lines;
}
