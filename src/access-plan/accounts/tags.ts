import { type TemplateScope, expandTemplate } from '../../bindings/template';
import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { MAX_TAGS, tagProblem } from '../../iam/iam-names';
import type { Entry } from '../access-plan';
import type { AccountContext } from './accounts';

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

/** Reports what IAM would refuse of a role's tags together with those that the account gives it. */
export function checkTagsTogether(
  own: readonly Entry[],
  at: Location,
  { name: account, tags, at: accountAt }: Pick<AccountContext, 'name' | 'tags' | 'at'>,
  problems: Problems,
): void {
  const given = new Map(tags.map(({ name }) => [name.toLowerCase(), name]));
  for (const { name } of own) {
    const other = given.get(name.toLowerCase());
    if (other === undefined || other === name) continue;
    problems.error(
      'invalid-value',
      keyOf(child(at, name)),
      `the tag \`${name}\` cannot be: it differs only in case from \`${other}\`, which account \`${account}\` gives to every role\nspell it \`${other}\` to give this role another value`,
      { message: 'the other one', at: keyOf(child(accountAt, 'tags', other)) },
    );
  }
  const count = new Set([...given.values(), ...own.map(({ name }) => name)]).size;
  if (own.length > 0 && count > MAX_TAGS)
    problems.error(
      'invalid-value',
      at,
      `${count} tags, with those that account \`${account}\` gives to every role: IAM takes at most ${MAX_TAGS}`,
    );
}

/**
 * What of an object's tags stays as it is found if the file sets none for it. Those of an account are `default_tags` of the
 * provider: they reach an object that was made through `tags_all`, and leave an adopted one alone.
 */
export function unsetTags({ tags }: Pick<AccountContext, 'tags'>, adopted: boolean): readonly string[] {
  return tags.length > 0 && !adopted ? ['tags'] : ['tags', 'tags_all'];
}
