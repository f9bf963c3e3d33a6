import { type Document, type ParsedNode, isCollection, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';

/** A part of a text that can be changed without making another text of the rest. */
export interface Place {
  readonly kind: 'key' | 'scalar' | 'collection' | 'pair';
  readonly start: number;
  readonly end: number;
  /** Whether it stands between brackets, where commas part what stands side by side. */
  readonly flow: boolean;
  /** The key of the value, or of the list that it stands in. */
  readonly key: string;
  /** The same value on one line, as JSON; of a pair and a key the value that belongs to it. */
  readonly json: string;
}

/** All keys, values and pairs of a YAML or JSON text, in the order in which they begin. */
export function placesOf(text: string): readonly Place[] {
  const document = parseDocument(text, { uniqueKeys: false });
  const places: Place[] = [];
  const add = (
    kind: Place['kind'],
    [start, end]: readonly [number, number],
    about: Pick<Place, 'flow' | 'key' | 'json'>,
  ) => {
    if (end > start) places.push({ kind, start, end, ...about });
  };
  const addValue = (value: ParsedNode, flow: boolean, key: string) => {
    const json = jsonOf(value, document);
    add(isScalar(value) ? 'scalar' : 'collection', [value.range[0], value.range[1]], { flow, key, json });
  };
  visit(document, (_, node, path) => {
    const parent = path.at(-1);
    const flow = isCollection(parent) && parent.flow === true;
    if (isPair(node)) {
      const [key, value] = [node.key as ParsedNode, node.value as ParsedNode | null];
      const about = { flow, key: String(key), json: jsonOf(value, document) };
      add('key', [key.range[0], key.range[1]], about);
      add('pair', [key.range[0], value?.range[1] ?? key.range[1]], about);
      if (value) addValue(value, flow, about.key);
    } else if (isSeq(node)) {
      const key = isPair(parent) ? String(parent.key) : '';
      for (const item of node.items as ParsedNode[]) addValue(item, node.flow === true, key);
    }
  });
  return places.sort((a, b) => a.start - b.start || b.end - a.end);
}

function jsonOf(value: ParsedNode | null, document: Document): string {
  return JSON.stringify(value?.toJS(document) ?? null);
}
