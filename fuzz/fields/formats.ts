import { includedFile, bindingsFile } from '../../src/bindings/schema/bindings-file';
import type { Schema } from '../../src/bindings/schema/kit';
import { lockFile } from '../../src/bindings/schema/lock-file';
import { permissionsPolicyFile, trustPolicyFile } from '../../src/bindings/schema/policy-file';
import { bindingsSeeds, lockSeeds, namedFileSeeds } from '../seeds';
import type { Seed } from '../target';

/** A file format with text in it, and files of that format. */
export interface Format {
  readonly name: string;
  readonly schema: Schema;
  readonly seeds: () => readonly Seed[];
}

/** All formats by which a schema reads files of users. */
export const FORMATS: readonly Format[] = [
  { name: 'bindings', schema: bindingsFile, seeds: bindingsSeeds },
  { name: 'included file', schema: includedFile, seeds: () => named(/teams\/.*\.yaml$/) },
  { name: 'lock', schema: lockFile, seeds: lockSeeds },
  { name: 'policy file', schema: permissionsPolicyFile, seeds: () => named(/policies\/table\.json$/) },
  { name: 'other trust', schema: trustPolicyFile, seeds: () => named(/policies\/admins\.json$/) },
];

function named(file: RegExp): readonly Seed[] {
  return namedFileSeeds().filter((seed) => file.test(seed.file));
}
