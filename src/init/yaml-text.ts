import { stringify } from 'yaml';

/** A text as YAML, in quotes only where it would be read as something else. */
export function yamlText(value: string): string {
  return stringify(value, { singleQuote: true, lineWidth: 0 }).trimEnd();
}
