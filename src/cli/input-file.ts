import { readText } from './files';

/** The bindings file to read: `BINDINGS`, else the context key `bindings` of the CDKTF app, else `bindings.yaml`. */
export function inputFile(env: NodeJS.ProcessEnv): string {
  return (
    env.BINDINGS ||
    contextKey(env.CDKTF_CONTEXT_JSON) ||
    contextKey(readText('cdktf.json'), 'context') ||
    'bindings.yaml'
  );
}

function contextKey(json: string | undefined, under?: string): string | undefined {
  const parsed = parse(json);
  const context = under === undefined ? parsed : parsed?.[under];
  const value =
    typeof context === 'object' && context !== null ? (context as Record<string, unknown>).bindings : undefined;
  return typeof value === 'string' ? value : undefined;
}

function parse(json: string | undefined): Record<string, unknown> | undefined {
  try {
    return json ? (JSON.parse(json) as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Where CDKTF writes: CDKTF_OUTDIR, else cdktf.out. */
export function outputFolder(): string {
  return process.env.CDKTF_OUTDIR || 'cdktf.out';
}
