import { bindingsJsonSchema, includedJsonSchema } from '../../bindings/json-schema';
import { EXIT, type ExitCode } from '../exit-code';
import { giveAsIs } from '../streams';

/** Options of `schema`. */
export interface SchemaOptions {
  readonly included?: boolean;
}

/** `schema`: the JSON Schema of bindings.yaml, or of the files that it includes. */
export function schema({ included = false }: SchemaOptions): ExitCode {
  giveAsIs(included ? includedJsonSchema() : bindingsJsonSchema());
  return EXIT.clean;
}
