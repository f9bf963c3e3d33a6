import type { BackendEntry } from '../../bindings/bindings';
import { type TemplateScope, expandTemplate } from '../../bindings/template';
import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import type { BackendPlan } from '../access-plan';

/** Arguments of Terraform's backends that are credentials: a state's location is committed, these must not be. */
const SECRETS = new Set(['access_key', 'secret_key', 'token', 'password', 'client_secret', 'sas_token', 'conn_str']);

/** The backend of one stack, with its templates replaced. */
export function resolveBackend(
  entry: BackendEntry | undefined,
  scope: TemplateScope,
  at: Location,
  problems: Problems,
): BackendPlan | undefined {
  const [backend] = entry ?? [];
  if (!backend) return undefined;
  const [type, given] = backend;
  const resolve = (value: unknown, place: Location): unknown => {
    if (typeof value === 'string') return expandTemplate(value, scope, place, problems) ?? '';
    if (Array.isArray(value)) return value.map((item, i) => resolve(item, child(place, i)));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        checkKey(key, keyOf(child(place, key)), problems);
        return [[key, resolve(inner, child(place, key))]];
      }),
    );
  };
  const list = child(at, type);
  const entries = [...(given ?? [])].map(([name, value]) => {
    checkKey(name, keyOf(child(list, name)), problems);
    return [name, resolve(value, child(list, name))] as const;
  });
  return { type, arguments: entries.toSorted(([a], [b]) => compareText(a, b)) };
}

function checkKey(key: string, at: Location, problems: Problems): void {
  if (SECRETS.has(key))
    problems.error(
      'secret-in-backend',
      at,
      `\`${key}\` is a credential, and what stands here is committed\ngive it to Terraform by its environment variable or \`-backend-config\``,
    );
  else if (!/^[a-z][a-z0-9_]*$/.test(key))
    problems.error('invalid-value', at, `\`${key}\` is not the name of a Terraform argument`);
}

/** A stack's backend and where it is written. */
export interface StackBackend {
  readonly stack: string;
  readonly backend?: BackendPlan;
  readonly at: Location;
}

/** Reports stacks that keep their state at one place. */
export function checkSharedState(stacks: readonly StackBackend[], problems: Problems): void {
  const seen = new Map<string, StackBackend>();
  for (const stack of stacks) {
    if (!stack.backend) continue;
    const key = JSON.stringify(stack.backend);
    const first = seen.get(key);
    if (first) {
      problems.error(
        'shared-state',
        stack.at,
        `the stacks \`${first.stack}\` and \`${stack.stack}\` would keep their state at one place, and each would delete what the other made\nput \`\${stack}\` or \`\${account.name}\` into the key`,
        { message: `the backend of \`${first.stack}\``, at: first.at },
      );
    } else seen.set(key, stack);
  }
}
