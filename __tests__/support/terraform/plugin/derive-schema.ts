import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Attribute, Block, NestedBlock, ProviderSchema, Type } from './schema';

/** Attributes that may be set and else are filled in, by folder: the classes that CDKTF generates do not tell them from others. */
export type FilledIn = Readonly<Record<string, readonly string[]>>;

/**
 * The schemas of some resources and data sources of a provider package, from the classes that CDKTF generated. The names are
 * those of the package's folders; data sources are those that begin with `data-`.
 */
export function deriveSchema(providerPackage: string, filledIn: FilledIn): ProviderSchema {
  const folders = Object.keys(filledIn);
  const library = join(dirname(require.resolve(`${providerPackage}/package.json`)), 'lib');
  const blocks = folders.map((folder) => readBlock(join(library, folder), filledIn[folder]));
  const ofKind = (data: boolean) =>
    Object.fromEntries(
      blocks.filter((_, i) => folders[i]?.startsWith('data-') === data).map(({ type, block }) => [type, block]),
    );
  const { version, block } = readBlock(join(library, 'provider'));
  // Terraform reads the alias, and does not ask the provider for it.
  const provider = { ...block, attributes: block.attributes.filter(({ name }) => name !== 'alias') };
  return { version, provider, resources: ofKind(false), dataSources: ofKind(true) };
}

interface Source {
  readonly code: string;
  readonly types: string;
}

function readBlock(folder: string, filledIn: readonly string[] = []) {
  const source = {
    code: readFileSync(join(folder, 'index.js'), 'utf8'),
    types: readFileSync(join(folder, 'index.d.ts'), 'utf8'),
  };
  const [, className = '', type = ''] = /^(\w+)\.tfResourceType = ["'](\w+)["']/m.exec(source.code) ?? [];
  const [, version = ''] = /providerVersion: '([\d.]+)'/.exec(source.code) ?? [];
  if (className === '' || version === '') throw new Error(`${folder} is not a class of a provider`);
  const classCode = part(source.code, `class ${className} extends`, `\nexports.${className} =`);
  const { attributes, blocks } = readArguments(source, classCode, `${className}Config`);
  const isFilledIn = ({ name, required }: Attribute) => !required && filledIn.includes(name);
  const marked = attributes.map((each) => ({ ...each, computed: isFilledIn(each) }));
  return { type, version, block: { attributes: [...marked, ...readComputed(source, classCode)], blocks } };
}

const ARGUMENT =
  /^\s+(\w+): \{\n\s+value: (.*),\n\s+isBlock: (true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",\n/gm;

function readArguments(source: Source, code: string, interfaceName: string): Block {
  const required = requiredNames(source, interfaceName);
  const all = [...code.matchAll(ARGUMENT)].map(([, name = '', value = '', isBlock, kind = '', storage = '']) => ({
    name,
    value,
    isBlock: isBlock === 'true',
    kind,
    storage,
  }));
  return {
    attributes: all
      .filter(({ isBlock }) => !isBlock)
      .map(({ name, kind, storage }) => ({
        name,
        type: typeOf(kind, storage),
        required: required.has(name),
        optional: !required.has(name),
        computed: false,
      })),
    blocks: all.filter(({ isBlock }) => isBlock).map((argument) => readNestedBlock(source, argument)),
  };
}

function readNestedBlock(source: Source, argument: { name: string; value: string; kind: string }): NestedBlock {
  const [, struct = ''] = /(\w+)ToHclTerraform/.exec(argument.value) ?? [];
  const code = part(source.code, `function ${struct}ToHclTerraform(`, '\n}\n');
  return {
    name: argument.name,
    nesting: argument.kind === 'set' ? 'SET' : 'LIST',
    maxItems: argument.value.includes('listMapperHcl') ? 0 : 1,
    block: readArguments(source, code, struct.charAt(0).toUpperCase() + struct.slice(1)),
  };
}

/** The documentation of each property names the argument. */
function requiredNames({ types }: Source, interfaceName: string): ReadonlySet<string> {
  const text = part(types, `export interface ${interfaceName} `, '\n}\n');
  const properties = text.matchAll(/#(\w+) [^\n]*\n(?:(?!\s*readonly)[^\n]*\n)*?\s*readonly \w+(\??):/g);
  return new Set([...properties].filter(([, , mark]) => mark === '').map(([, name = '']) => name));
}

const COMPUTED =
  /\/\/ (\w+) - computed: true, optional: false, required: false\n\s+(?:get \w+\(\) \{\n\s+return (.*);|this\.\w+ = new (?:cdktf\.)?(\w+)\(this, "\w+", (\w+))/g;

function readComputed(source: Source, code: string): readonly Attribute[] {
  return [...code.matchAll(COMPUTED)].map(([, name = '', getter, list, isSet]) => ({
    name,
    type: getter === undefined ? complexType(source, list ?? '', isSet === 'true') : getterType(getter),
    required: false,
    optional: false,
    computed: true,
  }));
}

function complexType(source: Source, list: string, isSet: boolean): Type {
  if (!list.endsWith('List') || list === 'StringList') return ['list', 'string'];
  if (list.startsWith('StringMap')) return ['map', 'string'];
  const className = list.replace(/List$/, 'OutputReference');
  const code = part(source.code, `class ${className} extends`, `\nexports.${className} =`);
  const attributes = readComputed(source, code).map(({ name, type }) => [name, type] as const);
  return [isSet ? 'set' : 'list', ['object', Object.fromEntries(attributes)]];
}

function getterType(getter: string): Type {
  const [, kind = ''] = /this\.get(\w+)Attribute\(/.exec(getter) ?? [];
  const known: Readonly<Record<string, Type>> = {
    String: 'string',
    Number: 'number',
    Boolean: 'bool',
    StringMap: ['map', 'string'],
    List: [getter.includes('tolist') ? 'set' : 'list', 'string'],
    NumberList: [getter.includes('tolist') ? 'set' : 'list', 'number'],
  };
  const type = known[kind];
  if (!type) throw new Error(`unknown kind of attribute: ${getter}`);
  return type;
}

function typeOf(kind: string, storage: string): Type {
  const simple: Readonly<Record<string, Type>> = { string: 'string', number: 'number', boolean: 'bool', any: 'string' };
  const type = simple[storage];
  if (type) return type;
  if (storage.endsWith('Map')) return ['map', typeOf('simple', storage.slice(0, -3))];
  if (storage.endsWith('List')) return [kind === 'set' ? 'set' : 'list', typeOf('list', storage.slice(0, -4))];
  throw new Error(`unknown type ${kind} of ${storage}`);
}

function part(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`not found: ${from}`);
  return text.slice(start, end + to.length);
}
