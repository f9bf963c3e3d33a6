import { readYaml } from '../bindings/yaml';
import { lineStarts, rangeOf } from '../diagnostics/source';
import { UnusablePath, readText, shown } from './files';

/** The text of a file that has to exist. */
export function readExisting(path: string): string {
  const text = readText(path);
  if (text === undefined) throw new UnusablePath(`there is no ${shown(path)}`);
  return text;
}

/**
 * Reads JSON that others wrote. What JSON leaves open, such as a key that stands twice, is refused here, as IAM does; `file` and
 * `wanted` are for the message.
 */
export function parseJson(file: string, text: string, wanted: string): unknown {
  const value = parse(text);
  if (value.fault !== undefined) {
    throw new UnusablePath(`${file}${lineOf(text, value.fault)} is not JSON; wanted is ${wanted}`);
  }
  const [, wrong] = readYaml(file, text);
  const refused = wrong.find(({ rule }) => rule === 'input-too-large' || rule === 'duplicate-key');
  if (!refused) return value.json;
  const line = refused.rule === 'duplicate-key' ? `:${rangeOf(refused.at).line}` : '';
  throw new UnusablePath(`${file}${line}: ${refused.message}`);
}

function parse(text: string): { readonly json?: unknown; readonly fault?: string } {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

/** Of the message only the position is used: the rest quotes the text, which may be a secret. */
function lineOf(text: string, message: string): string {
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? NaN);
  return Number.isNaN(position) ? '' : `:${lineStarts(text).filter((start) => start <= position).length}`;
}
