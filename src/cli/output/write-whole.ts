import { join } from 'node:path';
import { changesBetween } from '../../render/changes';
import { MANIFEST, isCdktfManifest } from '../../render/manifest';
import { UnusablePath, shown } from '../files';
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
    const present = readFiles(out, texts.keys());
    checkForeign(out, present.get(MANIFEST));
    const changes = changesBetween(present, texts);
    if (changes.length > 0) replaceFiles(out, changes, hold);
  });
}

/** Many programs have a `manifest.json`, which is not CDKTF's to replace. */
function checkForeign(out: string, manifest: string | undefined): void {
  if (manifest === undefined || isCdktfManifest(manifest)) return;
  throw new UnusablePath(
    `${shown(join(out, MANIFEST))} is not written by CDKTF, and would be replaced: move it away, or choose another folder`,
  );
}
