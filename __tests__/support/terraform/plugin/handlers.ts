import { setTimeout } from 'node:timers/promises';
import { plan } from './plan';
import type { Environment, Eventually, Provider, ResourceType } from './provider';
import type { Block } from './schema';
import type { Handlers } from './serve';
import { type Attributes, UNKNOWN, type Value, complete, fromWire, toWire } from './value';

interface Wire {
  readonly msgpack: Uint8Array;
}
interface Request {
  readonly type_name: string;
  readonly config: Wire;
  readonly id: string;
  readonly current_state: Wire;
  readonly prior_state: Wire;
  readonly proposed_new_state: Wire;
  readonly planned_state: Wire;
  readonly raw_state: { readonly json: Uint8Array };
}

/** What a provider answers to each call of the protocol, on one connection and in one environment. */
export function handlers<C>(provider: Provider<C>, environment: Environment): Handlers {
  let connection: C | undefined;
  const connected = () => {
    if (connection === undefined) throw new Error('the provider is not configured');
    return connection;
  };
  const schema = provider.schema(environment);
  const resource = ({ type_name: name }: Request) => {
    const type = provider.resources.get(name);
    const block = schema.resources[name];
    if (!type || !block) throw new Error(`there is no resource type ${name}`);
    return { name, type, block };
  };
  const validated = ({ type_name: name, config }: Request) =>
    diagnosed({}, () => {
      const value = object(config);
      if (value && isKnown(value)) provider.resources.get(name)?.validate?.(value);
      return {};
    });

  return {
    GetSchema: () => ({
      provider: wireSchema(schema.provider),
      resource_schemas: mapValues(schema.resources, wireSchema),
      data_source_schemas: mapValues(schema.dataSources, wireSchema),
    }),
    PrepareProviderConfig: ({ config }: Request) => ({ prepared_config: config }),
    ValidateResourceTypeConfig: validated,
    ValidateDataSourceConfig: () => ({}),
    Stop: () => ({}),
    Configure: ({ config }: Request) =>
      diagnosed({}, async () => {
        connection = await provider.configure(object(config) ?? {}, environment);
        return {};
      }),
    UpgradeResourceState: (request: Request) => {
      const stored = JSON.parse(Buffer.from(request.raw_state.json).toString('utf8')) as Attributes;
      return { state: wire(complete(resource(request).block, stored)) };
    },
    ReadResource: (request: Request) =>
      diagnosed({ state: request.current_state }, async () => {
        const { type, block } = resource(request);
        const state = await type.read(connected(), object(request.current_state) ?? {});
        return { state: wire(state ? complete(block, state) : null) };
      }),
    PlanResourceChange: (request: Request) =>
      diagnosed({ planned_state: request.prior_state }, async () => {
        const { type, block } = resource(request);
        const proposed = object(request.proposed_new_state);
        if (proposed === null) return { planned_state: wire(null) };
        const prior = object(request.prior_state);
        const { state, replacedBy } = plan(type, block, connected(), prior, proposed);
        const further = (prior && (await type.replacedIf?.(connected(), state, prior))) ?? [];
        const requires_replace = [...replacedBy, ...further].map((name) => ({ steps: [{ attribute_name: name }] }));
        return { planned_state: wire(state), requires_replace, legacy_type_system: true };
      }),
    ApplyResourceChange: async (request: Request) => {
      const prior = object(request.prior_state);
      if (prior === null && resource(request).type.slow) await setTimeout(provider.making(connected()));
      return diagnosed({ new_state: request.prior_state }, async () => {
        const { type, block } = resource(request);
        const state = await apply(type, connected(), prior, object(request.planned_state));
        return { new_state: wire(state && complete(block, state)), legacy_type_system: true };
      });
    },
    ImportResourceState: (request: Request) =>
      diagnosed({}, async () => {
        const { name, type, block } = resource(request);
        const state = complete(block, await type.import(connected(), request.id));
        return { imported_resources: [{ type_name: name, state: wire(state) }] };
      }),
    ReadDataSource: (request: Request) =>
      diagnosed({}, async () => {
        const { type_name: name } = request;
        const read = provider.dataSources.get(name);
        const block = schema.dataSources[name];
        if (!read || !block) throw new Error(`there is no data source ${name}`);
        const config = object(request.config) ?? {};
        return { state: wire(complete(block, { ...config, ...(await read(connected(), config)) })) };
      }),
  };
}

async function apply<C>(type: ResourceType<C>, connection: C, prior: Attributes | null, planned: Attributes | null) {
  if (planned === null) {
    if (prior) await type.destroy(connection, prior);
    return null;
  }
  const known = Object.fromEntries(Object.entries(planned).filter(([, value]) => value !== UNKNOWN));
  const after = await (prior ? type.update(connection, known, prior) : type.create(connection, known));
  return { ...known, ...after };
}

/** A refusal is an answer; the rest of it says that nothing came of the call. */
async function diagnosed(otherwise: object, action: () => Eventually<object>): Promise<object> {
  try {
    return await action();
  } catch (error) {
    return { ...otherwise, diagnostics: [{ severity: 'ERROR', summary: (error as Error).message }] };
  }
}

function object(value: Wire | null): Attributes | null {
  return fromWire(value?.msgpack) as Attributes | null;
}

function wire(value: Value): Wire {
  return { msgpack: toWire(value) };
}

function isKnown(value: Value): boolean {
  if (value === UNKNOWN) return false;
  return value === null || typeof value !== 'object' || Object.values(value as Attributes).every(isKnown);
}

function wireSchema(block: Block): object {
  return { block: wireBlock(block) };
}

function wireBlock({ attributes, blocks }: Block): object {
  return {
    attributes: attributes.map((each) => ({ ...each, type: Buffer.from(JSON.stringify(each.type)) })),
    block_types: blocks.map(({ name, nesting, maxItems, block }) => {
      return { type_name: name, nesting, max_items: maxItems, block: wireBlock(block) };
    }),
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
