import { type Result, createProblems } from '../diagnostics/diagnostic';
import { child, keyOf, location, wasPruned } from '../diagnostics/source';
import type { Bindings } from './bindings';
import type { Files } from './files';
import { readIncluded } from './include';
import { mergeFiles } from './merge';
import { listedAccounts } from './organization-accounts';
import { bindingsFile } from './schema/bindings-file';
import { validate } from './validate';
import { readYaml } from './yaml';

/**
 * Reads the text of a bindings.yaml and the files that it takes in; nothing if so much is wrong that no part of it can be
 * looked at further.
 */
export function parseBindings(file: string, text: string, files: Files): Result<Bindings | undefined> {
  const [yaml, unreadable] = readYaml(file, text);
  const problems = createProblems();
  const main = yaml.value === undefined ? undefined : validate(bindingsFile, yaml, problems);
  if (!main) return [undefined, [...unreadable, ...problems.all]];

  const included = readIncluded(main, files, problems);
  const { accounts = new Map(), accounts_from: listing } = main.value;
  const root = location(main.source);
  const listed =
    listing === undefined ? [] : listedAccounts(listing, child(root, 'accounts_from'), accounts, files, problems);
  if (!main.value.accounts && listing === undefined && !wasPruned(child(root, 'accounts'))) {
    problems.error('missing-key', keyOf(root), 'the key `accounts` is missing');
  }
  const bindings = { ...mergeFiles(main, included.files, listed, problems), bounds: included.bounds };
  return [bindings, [...unreadable, ...included.diagnostics, ...problems.all]];
}
