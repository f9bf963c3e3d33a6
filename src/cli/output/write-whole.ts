import { changesBetween } from '../../render/changes';
import { exclusively } from './exclusively';
import { readFiles } from './read-output';
import { recover, replaceFiles } from './replace-files';

/**
 * Writes what is emitted for CDKTF, texts by path, into a folder such that what was there stays, or what is new comes, all of
 * it: what differs is replaced. What Terraform keeps there is left alone.
 */
export function writeWhole(out: string, texts: ReadonlyMap<string, string>): void {
  exclusively(out, (hold) => {
    recover(out, hold.work);
    const changes = changesBetween(readFiles(out, texts.keys()), texts);
    if (changes.length > 0) replaceFiles(out, changes, hold);
  });
}
