import { bindingsJsonSchema } from '../../bindings/json-schema';
import { EXIT, type ExitCode } from '../exit-code';
import { giveAsIs } from '../streams';

/** `schema`: the JSON Schema of bindings.yaml. */
export function schema(): ExitCode {
  giveAsIs(bindingsJsonSchema());
  return EXIT.clean;
}
