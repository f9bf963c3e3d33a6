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

/** What was written before anything was. */
export const NOTHING: Manifest = { version: 1, files: [], stacks: [] };

/** Every file that a manifest knows, itself included. */
export function filesOf({ files, stacks }: Manifest): readonly string[] {
  return [MANIFEST, ...files, ...stacks.flatMap(({ dir, files: own }) => own.map((file) => `${dir}/${file}`))];
}

/** The manifest in a text; nothing if the text is no manifest of this version, or names a file that `render` never writes. */
export function parseManifest(text: string): Manifest | undefined {
  const manifest = parseJson(text);
  return isManifest(manifest) && filesOf(manifest).every(isOwnPath) ? manifest : undefined;
}

/** Whether a path is one that `render` may write and remove; a manifest from elsewhere must not lead out of its folder. */
export function isOwnPath(path: string): boolean {
  return /^(?:\.gitignore|manifest\.json|[a-z][a-z0-9_-]*\/(?:main\.tf|policies\/\w[\w-]*)\.json)$/.test(path);
}

/** The same for what is written for CDKTF. */
export function isEmittedPath(path: string): boolean {
  return /^(?:manifest|stacks\/[a-z][a-z0-9_-]*\/cdk\.tf)\.json$/.test(path);
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
