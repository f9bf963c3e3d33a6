import { bindingsJsonSchema } from '../../bindings/json-schema';
import { EXIT, type ExitCode } from '../exit-code';

/** `schema`: the JSON Schema of bindings.yaml. */
export function schema(): ExitCode {
  process.stdout.write(bindingsJsonSchema());
  return EXIT.clean;
}
