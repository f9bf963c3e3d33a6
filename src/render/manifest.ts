/** What `render` wrote for one stack. */
export interface RenderedStack {
  readonly stack: string;
  /** Folder, relative to that of the manifest. */
  readonly dir: string;
  /** Only accounts have one. */
  readonly account_id?: string;
  /** Only with `true`: an account that was to lose all that it had. */
  readonly retired?: boolean;
  /** Stacks that are applied before this one. */
  readonly depends_on: readonly string[];
  /** Paths relative to `dir`. */
  readonly files: readonly string[];
}

/** What a run of `render` wrote, for the next one to know. */
export interface Manifest {
  readonly version: 1;
  /** Files beside the manifest. */
  readonly files: readonly string[];
  /** In the order in which they are applied. */
  readonly stacks: readonly RenderedStack[];
}

/** Where the manifest is. */
export const MANIFEST = 'manifest.json';

/** What must not be committed, beside the manifest. */
export const GITIGNORE = '.gitignore';

/** What was written before anything was. */
export const NOTHING: Manifest = { version: 1, files: [], stacks: [] };

/** Every file that a manifest knows, itself included. */
export function filesOf({ files, stacks }: Manifest): readonly string[] {
  return [MANIFEST, ...files, ...stacks.flatMap(({ dir, files: own }) => own.map((file) => `${dir}/${file}`))];
}

/**
 * The manifest in a text; nothing if the text is no manifest of this version, or names what `render` never writes: a file that it
 * names may be removed. A name given twice, be it in other letters, would be two files or one, depending on the disk.
 */
export function parseManifest(text: string): Manifest | undefined {
  const manifest = parseJson(text);
  if (!isManifest(manifest) || !manifest.files.every((file) => file === GITIGNORE)) return undefined;
  const paths = filesOf(manifest);
  const areOnce = new Set(paths.map((path) => path.toLowerCase())).size === paths.length;
  return areOnce && manifest.stacks.every(({ stack, files }) => isStackName(stack) && files.every(isStackFile))
    ? manifest
    : undefined;
}

/** Whether a path is one that `render` may write and remove. */
export function isOwnPath(path: string): boolean {
  const [stack = '', ...file] = path.split('/');
  return path === GITIGNORE || path === MANIFEST || (isStackName(stack) && isStackFile(file.join('/')));
}

/** The same for what is written for CDKTF. */
export function isEmittedPath(path: string): boolean {
  return path === MANIFEST || /^stacks\/[a-z][a-z0-9_-]*\/cdk\.tf\.json$/.test(path);
}

/** Whether a stack can have this name. */
export function isStackName(name: string): boolean {
  return /^[a-z][a-z0-9_-]*$/.test(name);
}

function isStackFile(path: string): boolean {
  return /^(?:main\.tf|policies\/\w[\w-]*(?:\.permissions)?)\.json$/.test(path);
}

/** Whether a text is a manifest as CDKTF writes it. */
export function isCdktfManifest(text: string): boolean {
  return emittedStacks(text) !== undefined;
}

/** The names of the stacks in a manifest of CDKTF; nothing if the text is none. */
export function emittedStacks(text: string): readonly string[] | undefined {
  const manifest = parseJson(text);
  if (!isObject(manifest) || typeof manifest.version !== 'string') return undefined;
  const { stacks } = manifest;
  return isObject(stacks) && !Array.isArray(stacks) ? Object.keys(stacks) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  return isObject(value) && value.version === 1 && areTexts(value.files) && isListOf(value.stacks, isStack);
}

function isStack(value: unknown): value is RenderedStack {
  if (!isObject(value)) return false;
  const { stack, dir, account_id: id, retired, depends_on: before, files } = value;
  return (
    typeof stack === 'string' &&
    dir === stack &&
    (id === undefined || typeof id === 'string') &&
    (retired === undefined || retired === true) &&
    areTexts(before) &&
    areTexts(files)
  );
}

function areTexts(value: unknown): value is readonly string[] {
  return isListOf(value, (item) => typeof item === 'string');
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
