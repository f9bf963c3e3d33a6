import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderSchema } from './schema';

/** The schema that was put beside the running provider's file. */
export function ownSchema(): ProviderSchema {
  return JSON.parse(readFileSync(join(__dirname, 'schema.json'), 'utf8')) as ProviderSchema;
}
