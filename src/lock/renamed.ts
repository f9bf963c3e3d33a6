import { type Diagnostic, compareText } from '../diagnostics/diagnostic';
import type { Location } from '../diagnostics/source';
import type { LearntRepository } from './learn';

/** A repository that bindings.yaml names otherwise than GitHub does. */
interface Renaming {
  readonly from: string;
  readonly to: string;
  /** Whether its owner is the same one, under another name. */
  readonly withOwner: boolean;
  readonly places: readonly Location[];
}

/** What to write for repositories whose names have changed; for those of an owner that was renamed once for all. */
export function renamed(
  repositories: readonly LearntRepository[],
  placesOf: (fullName: string) => readonly Location[],
  owner: string | undefined,
): readonly Diagnostic[] {
  const all = repositories.flatMap((each) => renamings(each, placesOf));
  const isOwners = ({ from, withOwner }: Renaming) => withOwner && isSame(ownerOf(from), owner ?? '');
  return [
    ...ofOwner(all.filter(isOwners)),
    ...all.filter((each) => !isOwners(each) || !isSame(nameOf(each.from), nameOf(each.to))).map(ofRepository),
  ];
}

function renamings(
  { fullName: to, wanted, locked, facts }: LearntRepository,
  placesOf: (fullName: string) => readonly Location[],
): readonly Renaming[] {
  return wanted.flatMap(({ fullName: from }) => {
    const places = placesOf(from);
    if (from === to || places.length === 0) return [];
    const isSameOwner = locked?.ids !== undefined && locked.ids.owner === facts.owner_id;
    return [{ from, to, withOwner: isSameOwner && !isSame(ownerOf(from), ownerOf(to)), places }];
  });
}

function ofOwner(all: readonly Renaming[]): readonly Diagnostic[] {
  const sorted = all.toSorted((a, b) => compareText(a.from, b.from));
  const [first] = sorted;
  if (!first) return [];
  const [from, to] = [ownerOf(first.from), ownerOf(first.to)];
  const more = sorted.length === 1 ? '' : ` and ${sorted.length - 1} more`;
  return [
    diagnostic(first.places.slice(0, 1), [
      `the owner \`${from}\` is called \`${to}\` at GitHub, and with it \`${first.from}\`${more}`,
      `write \`github: { owner: ${to}, renamed_from: ${from} }\`, so that nothing in Terraform's state is made anew`,
    ]),
  ];
}

function ofRepository({ from, to, withOwner, places }: Renaming): Diagnostic {
  const isCase = isSame(from, to);
  const renamedFrom = `write \`${nameOf(to)}\`, and \`renamed_from: ${nameOf(from)}\` under \`repositories\` if its environments or variables are managed here`;
  const isSameOwner = withOwner || isSame(ownerOf(from), ownerOf(to));
  const wayOut = isSameOwner && nameOf(from) !== nameOf(to) ? renamedFrom : `write \`${to}\``;
  const what = isCase ? 'is spelled' : 'is called';
  return diagnostic(places, [`\`${from}\` ${what} \`${to}\` at GitHub`, wayOut]);
}

function diagnostic(places: readonly Location[], lines: readonly string[]): Diagnostic {
  const [at, ...others] = places;
  if (!at) throw new Error('internal error: a renamed repository is named somewhere');
  const related = others.map((other) => ({ message: 'and here', at: other }));
  return { rule: 'repository-renamed', severity: 'warning', message: lines.join('\n'), at, related };
}

function ownerOf(fullName: string): string {
  return fullName.split('/', 1)[0] ?? '';
}

function nameOf(fullName: string): string {
  return fullName.slice(ownerOf(fullName).length + 1);
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
