import { type TemplateScope, expandTemplate } from '../../bindings/template';
import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { MAX_TAGS, tagProblem } from '../../iam/iam-names';
import type { Entry } from '../access-plan';

/** Tags in order; what IAM would refuse is reported. Keys of a role are unique regardless of case. */
export function tagEntries(
  tags: ReadonlyMap<string, string> | undefined,
  scope: TemplateScope,
  at: Location,
  problems: Problems,
): readonly Entry[] {
  const keys = new Set<string>();
  const entries = [...(tags ?? [])].flatMap(([name, text]): readonly Entry[] => {
    const place = child(at, name);
    const value = expandTemplate(text, scope, place, problems);
    if (value === undefined) return [];
    const problem =
      tagProblem(name, value) ?? (keys.has(name.toLowerCase()) ? 'another tag differs only in case' : undefined);
    keys.add(name.toLowerCase());
    if (problem) problems.error('invalid-value', keyOf(place), `the tag \`${name}\` cannot be: ${problem}`);
    return [{ name, value }];
  });
  if (entries.length > MAX_TAGS)
    problems.error('invalid-value', at, `${entries.length} tags: IAM takes at most ${MAX_TAGS}`);
  return entries.toSorted((a, b) => compareText(a.name, b.name));
}
