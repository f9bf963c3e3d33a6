import { type ParsedNode, isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';

/** A part of a text that can be changed without making another text of the rest. */
export interface Place {
  readonly kind: 'key' | 'scalar' | 'collection' | 'pair';
  readonly start: number;
  readonly end: number;
  /** Whether it stands between brackets, where commas part what stands side by side. */
  readonly flow: boolean;
  /** The same value on one line, as JSON; of a pair and a key the value that belongs to it. */
  readonly json: string;
}

/** All keys, values and pairs of a YAML or JSON text, in the order in which they begin. */
export function placesOf(text: string): readonly Place[] {
  const document = parseDocument(text, { uniqueKeys: false });
  const places: Place[] = [];
  const add = (kind: Place['kind'], start: number, end: number, flow: boolean, json: string) => {
    if (end > start) places.push({ kind, start, end, flow, json });
  };
  visit(document, (_, node, path) => {
    const parent = path.at(-1);
    const flow = (isMap(parent) || isSeq(parent)) && parent.flow === true;
    if (isPair(node)) {
      const [key, value] = [node.key as ParsedNode, node.value as ParsedNode | null];
      const json = JSON.stringify(value?.toJS(document) ?? null);
      const [start, keyEnd] = key.range;
      add('key', start, keyEnd, flow, json);
      add('pair', start, value?.range[1] ?? keyEnd, flow, json);
      if (value) addValue(value, flow);
    } else if (isSeq(node)) {
      for (const item of node.items as ParsedNode[]) addValue(item, node.flow === true);
    }
  });
  function addValue(value: ParsedNode, flow: boolean): void {
    const [start, end] = value.range;
    add(isScalar(value) ? 'scalar' : 'collection', start, end, flow, JSON.stringify(value.toJS(document) ?? null));
  }
  return places.sort((a, b) => a.start - b.start || b.end - a.end);
}
