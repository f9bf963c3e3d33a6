import { Document, type YAMLSeq } from 'yaml';

/** A value as it is written in YAML: in quotes only where it has to be, inside braces and brackets as well as outside. */
export function yamlText(value: string | number | boolean): string {
  const list = new Document([value]);
  (list.contents as unknown as YAMLSeq).flow = true;
  return list.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false }).trim().slice(1, -1);
}
