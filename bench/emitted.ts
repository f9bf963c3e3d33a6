import { deepStrictEqual } from 'node:assert';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Terraform JSON of the stacks in an output folder of CDKTF, as texts by name. */
export function readStacks(out: string): ReadonlyMap<string, string> {
  const names = readdirSync(join(out, 'stacks')).sort();
  return new Map(names.map((name) => [name, readFileSync(join(out, 'stacks', name, 'cdk.tf.json'), 'utf8')]));
}

/** How many resources and data sources there are. */
export function countResources(stacks: ReadonlyMap<string, string>): number {
  return [...stacks.values()]
    .map((text) => JSON.parse(text) as Record<'resource' | 'data', Readonly<Record<string, object>>>)
    .flatMap(({ resource, data }) => [...Object.values(resource), ...Object.values(data)])
    .reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
}

/** Throws unless two outputs declare the same, CDKTF's metadata aside. */
export function expectSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): void {
  deepStrictEqual([...one.keys()], [...other.keys()]);
  for (const [name, text] of one) deepStrictEqual(declared(text), declared(other.get(name) ?? ''), `${name} differs`);
}

function declared(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (key === '//' ? undefined : value));
}

/** Writes the same bytes again from the data: what any program has to do that emits them. */
export function rewrite(stacks: ReadonlyMap<string, unknown>, out: string): void {
  for (const [name, data] of stacks) {
    const file = join(out, name, 'cdk.tf.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(data, null, 2));
  }
}
