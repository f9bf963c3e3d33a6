import { parse, stringify } from 'yaml';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { type Checked, checkWorkflows } from '../../src/workflows/check/check';
import { accessTo } from './job-access';

/** A workflow as a rule's page shows it, and the bindings that it is checked by. */
export interface PageWorkflow {
  readonly workflow: string;
  /** What the page says beside the usual. */
  readonly bindings?: string;
}

/** Where a page shows no bindings: the role of an environment, published to it. */
const USUAL = {
  'web-deploy': {
    accounts: ['production'],
    trust: [{ repository: 'web', environment: 'production' }],
    permissions: [{ preset: 's3-sync', bucket: 'octo-web' }],
    variables: { AWS_ROLE_ARN: '${role.arn}' },
  },
};

/** The workflow and the bindings of a section; what it does not show is as in the section before it. */
export function workflowOf(section: string, before?: PageWorkflow): PageWorkflow {
  const [, workflow] = /^```yaml workflow\n([^]*?)^```/m.exec(section) ?? [];
  const [, bindings] = /^```yaml\n([^]*?)^```/m.exec(section) ?? [];
  return { workflow: workflow ?? before?.workflow ?? '', bindings: bindings ?? before?.bindings };
}

/** What `check-workflows` says of workflows, by their names; a file without bindings gets the usual one. */
export function checkTexts(texts: Readonly<Record<string, string>>, file: object): Checked {
  const workflows = Object.entries(texts).map(([name, text]) => {
    const path = `.github/workflows/${name}`;
    return { repository: 'octo-org/web', path, shown: path, text };
  });
  const clock = { today: '2026-11-24', overdue: 'error' } as const;
  const world = { ...accessTo(stringify({ bindings: USUAL, ...file })), clock };
  return checkWorkflows({ workflows, action: () => undefined }, 'octo-org/web', world);
}

/** What is said of a page's workflow; `base` is the file that its bindings are a part of. */
export function checkPage({ workflow, bindings = '{}' }: PageWorkflow, base: object): readonly Diagnostic[] {
  const { bindings: _, ...rest } = base as { readonly bindings?: unknown };
  return checkTexts({ 'deploy.yml': workflow }, { ...rest, ...(parse(bindings) as object) }).diagnostics;
}

/** A workflow with a waiver above the line that it waives in its own example, where the workflow has such a line. */
export function waived({ workflow, bindings }: PageWorkflow, example: string): PageWorkflow {
  const [, waiver = '', line = ''] = /^ *(# oidc-bindings: .*\n) *(.*)$/m.exec(example) ?? [];
  return {
    workflow: workflow
      .split('\n')
      .map((each) => (each.trim() === line ? `${waiver}${each}` : each))
      .join('\n'),
    bindings,
  };
}
