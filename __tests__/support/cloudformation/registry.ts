import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, Property, SpecDatabase, TypeDefinition } from '@aws-cdk/service-spec-types';
import type { TemplateResource } from './resolved';

/** What is wrong with resources, in words. */
export type RegistryJudge = (resources: Readonly<Record<string, TemplateResource>>) => readonly string[];

/**
 * Judges resources by the schemas of CloudFormation's registry: that each property is there, is of its type, and none is missing. They
 * know nothing of functions: what is judged is what a template resolves to.
 */
export function registryJudge(): RegistryJudge {
  const spec = loadAwsServiceSpecSync();
  return (resources) =>
    Object.entries(resources).flatMap(([id, { Type, Properties }]) => {
      const [schema] = spec.lookup('resource', 'cloudFormationType', 'equals', Type);
      return schema ? faultsOf(Properties, schema.properties, id, spec) : [`${id}: there is no ${Type}`];
    });
}

function faultsOf(
  value: unknown,
  properties: TypeDefinition['properties'],
  path: string,
  spec: SpecDatabase,
): readonly string[] {
  if (!isObject(value)) return [`${path} is no mapping`];
  const missing = Object.entries(properties).filter(([name, { required }]) => required && !(name in value));
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    const property: Property | undefined = properties[name];
    return property ? typeFaults(inner, property.type, `${path}.${name}`, spec) : [`${path} has no property ${name}`];
  });
  return [...missing.map(([name]) => `${path} lacks ${name}`), ...entries];
}

function typeFaults(value: unknown, type: PropertyType, path: string, spec: SpecDatabase): readonly string[] {
  switch (type.type) {
    case 'string':
      return typeof value === 'string' ? [] : [`${path} is no string`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path} is no integer`];
    case 'json':
      return isObject(value) ? [] : [`${path} is no JSON`];
    case 'tag':
      return isObject(value) && Object.keys(value).sort().join() === 'Key,Value' ? [] : [`${path} is no tag`];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, i) => typeFaults(item, type.element, `${path}[${i}]`, spec))
        : [`${path} is no list`];
    case 'ref':
      return faultsOf(value, spec.get('typeDefinition', type.reference.$ref).properties, path, spec);
    case 'union': {
      const all = type.types.map((each) => typeFaults(value, each, path, spec));
      return all.some((faults) => faults.length === 0) ? [] : all.flat();
    }
    case 'boolean':
    case 'date-time':
    case 'map':
    case 'null':
    case 'number':
      return [`${path}: a type ${type.type} is not known here`];
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
