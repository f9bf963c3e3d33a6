/** A stack set: one template for the accounts of one partition that share it. */
export interface StackSet {
  readonly name: string;
  /** Path, relative to the folder of the manifest. */
  readonly template: string;
  /** Ids. */
  readonly accounts: readonly string[];
  /** Where its stacks are; IAM has no regions, so that one is enough. */
  readonly region: string;
  readonly capabilities: readonly ['CAPABILITY_NAMED_IAM'];
}

/** What `cloudformation` wrote. */
export interface StackSets {
  readonly stack_sets: readonly StackSet[];
  /** Names of accounts whose stack is to be deleted. */
  readonly retired: readonly string[];
}

/** Where the manifest is. */
export const STACK_SETS = 'stack-sets.json';

/** What was written before anything was. */
export const NO_STACK_SETS: StackSets = { stack_sets: [], retired: [] };

/** Where the template of a stack set is. */
export function templatePath(name: string): string {
  return `templates/${name}.json`;
}

/** Where the template is with which what exists is imported, beside a template. */
export function importTemplatePath(template: string): string {
  return template.replace(/^templates\/(.*)\.json$/, 'import/$1.template.json');
}

/** Where it says what is to be imported in an account. */
export function resourcesToImportPath(accountId: string): string {
  return `import/${accountId}.resources.json`;
}

/** Every file that may have been written with a manifest, itself included. */
export function stackSetFiles({ stack_sets: sets }: StackSets): readonly string[] {
  const files = sets.flatMap(({ template, accounts }) => [
    template,
    importTemplatePath(template),
    ...accounts.map(resourcesToImportPath),
  ]);
  return [...new Set([STACK_SETS, ...files])];
}

const NAME = '[a-z][a-z0-9-]*';
const TEMPLATE = new RegExp(`^templates/${NAME}\\.json$`);

/** Whether a path is one that `cloudformation` may write and remove. */
export function isCloudFormationPath(path: string): boolean {
  return (
    path === STACK_SETS ||
    TEMPLATE.test(path) ||
    new RegExp(`^import/(?:${NAME}\\.template|\\d{12}\\.resources)\\.json$`).test(path)
  );
}

/** The manifest in a text; nothing if the text is none, or names what `cloudformation` never writes. */
export function parseStackSets(text: string): StackSets | undefined {
  const manifest = parseJson(text);
  if (!isObject(manifest)) return undefined;
  const { stack_sets: sets, retired } = manifest;
  return Array.isArray(sets) && sets.every(isStackSet) && areTexts(retired) ? { stack_sets: sets, retired } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStackSet(value: unknown): value is StackSet {
  if (!isObject(value)) return false;
  const { name, template, accounts, region } = value;
  return (
    typeof name === 'string' &&
    new RegExp(`^${NAME}$`).test(name) &&
    typeof template === 'string' &&
    TEMPLATE.test(template) &&
    areTexts(accounts) &&
    accounts.every((id) => /^\d{12}$/.test(id)) &&
    typeof region === 'string'
  );
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
