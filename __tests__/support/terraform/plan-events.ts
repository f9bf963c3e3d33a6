/** What `terraform plan` would do, and what it says against it. */
export interface Planned {
  /** Each change as `create aws_iam_role.web`, by address; an import as `import+update …`, a move as `move FROM …`. */
  readonly changes: readonly string[];
  readonly errors: readonly string[];
}

interface Event {
  readonly type: string;
  readonly change?: {
    readonly resource: Resource;
    readonly previous_resource?: Resource;
    readonly action: string;
    readonly importing?: object;
  };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail?: string };
}

interface Resource {
  readonly addr: string;
}

/** Reads the output of `terraform plan -json`: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export function readPlan(output: string): Planned {
  const events = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Event);
  return {
    changes: events.flatMap(changeOf).sort(),
    errors: events.flatMap(({ diagnostic }) =>
      diagnostic?.severity === 'error' ? [[diagnostic.summary, diagnostic.detail].filter(Boolean).join(': ')] : [],
    ),
  };
}

function changeOf({ type, change }: Event): readonly string[] {
  // What is read once something is applied changes nothing.
  if (type !== 'planned_change' || !change || change.action === 'read') return [];
  const { action, importing, resource, previous_resource: previous } = change;
  const verbs = importing ? ['import', action] : [action];
  return [`${[...new Set(verbs)].join('+')} ${previous ? `${previous.addr} ` : ''}${resource.addr}`];
}
