import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { RepositoryFiles } from '../workflows/check/check';
import type { RepositoryFile } from '../workflows/read/read-workflow';
import { UnusablePath, readText, reason, shown } from './files';

/** The checkouts in a folder, by `owner/name`: `NAME` for those of the usual owner, or `OWNER/NAME`. */
export function checkoutsIn(folder: string, owner: string | undefined): readonly (readonly [string, string])[] {
  const isCheckout = (path: string) => existsSync(join(path, '.github'));
  return foldersIn(folder).flatMap((first): readonly (readonly [string, string])[] => {
    const path = join(folder, first);
    if (isCheckout(path)) return owner === undefined ? [] : [[`${owner}/${first}`, path]];
    return foldersIn(path)
      .filter((name) => isCheckout(join(path, name)))
      .map((name) => [`${first}/${name}`, join(path, name)]);
  });
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    throw new UnusablePath(`${shown(folder)} cannot be read: ${reason(error)}`);
  }
}

/** The workflows below a checkout of a repository, or in a folder that holds them itself, by name; and actions of the checkout. */
export function checkoutFiles(folder: string, repository: string): RepositoryFiles {
  if (!existsSync(folder)) throw new UnusablePath(`there is no ${shown(folder)}`);
  if (!statSync(folder).isDirectory()) throw new UnusablePath(`${shown(folder)} is not a folder`);
  const below = ['.github/workflows', 'workflows'].map((path) => join(folder, path));
  const workflows = below.find((path) => rootOf(path) !== path && existsSync(path)) ?? folder;
  const root = rootOf(workflows);
  return {
    workflows: namesIn(workflows).map((name) => fileAt(repository, join(workflows, name), `.github/workflows/${name}`)),
    action: (path) => {
      const found = ['action.yml', 'action.yaml']
        .map((name) => join(root, path, name))
        .find((each) => isWithin(root, each));
      return found === undefined ? undefined : fileAt(repository, found, path);
    },
  };
}

/** The checkout to which a folder of workflows belongs; itself where it belongs to none. */
function rootOf(folder: string): string {
  const path = resolve(folder);
  return path.endsWith(`${sep}.github${sep}workflows`) ? join(folder, '../..') : folder;
}

/** The workflows in a folder. GitHub follows no links, which could lead anywhere. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    throw new UnusablePath(`${shown(folder)} cannot be read: ${reason(error)}`);
  }
}

function fileAt(repository: string, path: string, inRepository: string): RepositoryFile {
  return { repository, path: inRepository, shown: shown(path), text: readText(path) ?? '' };
}

/** Whether a file exists and, links included, lies within the checkout. */
function isWithin(root: string, path: string): boolean {
  return existsSync(path) && realpathSync(path).startsWith(realpathSync(root) + sep);
}
