import * as v from 'valibot';
import type { Problems } from '../diagnostics/diagnostic';
import { type Location, type PathStep, type Source, child, location } from '../diagnostics/source';
import type { Files } from './files';
import { accountName } from './schema/bindings-file';
import { slug } from './slug';
import { readYaml } from './yaml';

/** An active account of an organization's export. */
export interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly at: Location;
}

/** Part of `aws organizations list-accounts`; `Status` was retired in favor of `State` in 2026. */
const listing = v.object({
  Accounts: v.array(
    v.object({
      Id: v.pipe(v.string(), v.regex(/^\d{12}$/, 'the id of an account is twelve digits')),
      Arn: v.string(),
      Name: v.string(),
      State: v.optional(v.string()),
      Status: v.optional(v.string()),
    }),
  ),
  NextToken: v.nullish(v.literal('', 'there are more accounts than these: `NextToken` leads to the others')),
});

/**
 * The accounts of an export, but the management account, whose id stands in every ARN, and those that `named` has already.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export function listedAccounts(
  path: string,
  at: Location,
  named: ReadonlyMap<string, { readonly id: string }>,
  files: Files,
  problems: Problems,
): readonly ListedAccount[] {
  const text = files.read(path, at.source.file);
  if ('problem' in text) {
    problems.error('invalid-value', at, `\`${path}\` ${text.problem}`);
    return [];
  }
  const [{ source, value }, unreadable] = readYaml(text.file, text.text);
  for (const { rule, at: place, message, related } of unreadable) problems.error(rule, place, message, ...related);
  if (value === undefined) return [];
  const read = v.safeParse(listing, value);
  if (!read.success) {
    for (const issue of read.issues) reportUnreadable(issue, source, problems);
    return [];
  }
  const known = new Set([...named.values()].map(({ id }) => id));
  const names = new Set(named.keys());
  return read.output.Accounts.flatMap(
    ({ Id: id, Arn: arn, Name: name, State: state, Status: status }, i): readonly ListedAccount[] => {
      const place = child(location(source), 'Accounts', i);
      if (state === undefined && status === undefined) {
        problems.error(
          'invalid-value',
          place,
          `account ${id} has neither \`State\` nor \`Status\`, so that it cannot be known whether it is active`,
        );
        return [];
      }
      if ((state ?? status) !== 'ACTIVE' || arn.split(':')[4] === id || known.has(id)) return [];
      const own = slug(name);
      const problem = names.has(own)
        ? 'is taken'
        : v.is(accountName, own)
          ? undefined
          : 'cannot be the name of an account';
      names.add(own);
      if (!problem) return [{ id, name: own, at: place }];
      problems.error(
        'invalid-value',
        child(place, 'Name'),
        `account ${id} is called \`${name}\`, and \`${own}\` ${problem}\nname it yourself, under \`accounts\`: \`another-name: { id: "${id}" }\``,
      );
      return [];
    },
  );
}

/** Says where an export departs from what AWS prints. */
function reportUnreadable(issue: v.BaseIssue<unknown>, source: Source, problems: Problems): void {
  const path = (issue.path ?? []).map(({ key }) => key as PathStep);
  const isMissing = issue.received === 'undefined';
  const what =
    issue.type === 'regex' || issue.type === 'literal'
      ? issue.message
      : isMissing
        ? `\`${String(path.at(-1))}\` is missing`
        : `expected ${issue.expected ?? 'something else'}, found ${issue.received}`;
  problems.error(
    'invalid-value',
    location(source, isMissing ? path.slice(0, -1) : path),
    `this is not the whole output of \`aws organizations list-accounts\`: ${what}`,
  );
}
