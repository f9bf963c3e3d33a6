import { readYaml } from '../../bindings/yaml';

/**
 * Reads YAML as GitHub does: its parser (YamlDotNet) also takes a single-quoted text that goes on in the column of its key, where
 * YAML itself wants it further in. Such lines are moved, so that line numbers stay.
 */
export function readLenient(file: string, text: string): ReturnType<typeof readYaml> {
  const read = readYaml(file, text);
  if (read[1].length === 0) return read;
  const moved = indentQuoted(text);
  if (moved === text) return read;
  const again = readYaml(file, moved);
  return again[0].value === undefined || again[1].length > 0 ? read : again;
}

/** A key or list item whose single-quoted text does not end on its line. */
const OPENED = /^(\s*(?:- +)*)(?:[^\s'"#:][^'"#:]*:\s+)?'(?:[^']|'')*$/;

function indentQuoted(text: string): string {
  let column: number | undefined;
  return text
    .split('\n')
    .map((line) => {
      if (column === undefined) {
        column = OPENED.exec(line)?.[1]?.length;
        return line;
      }
      const indent = line.length - line.trimStart().length;
      const moved = line.trim() !== '' && indent <= column ? ' '.repeat(column + 1) + line.trimStart() : line;
      if (/^(?:[^']|'')*'(?!')/.test(line)) column = undefined;
      return moved;
    })
    .join('\n');
}
