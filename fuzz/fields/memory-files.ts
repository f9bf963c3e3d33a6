import { posix } from 'node:path';
import type { Files } from '../../src/bindings/files';

/** Files that stand in no folder, by path. */
export function memoryFiles(texts: ReadonlyMap<string, string>): Files {
  const from = (path: string, namedIn: string) => posix.join(posix.dirname(namedIn), path);
  return {
    read(path, namedIn) {
      const file = from(path, namedIn);
      const text = texts.get(file);
      return text === undefined ? { problem: 'does not exist' } : { file, text };
    },
    list(pattern, namedIn) {
      const [before = '', after] = from(pattern, namedIn).split('*');
      return [...texts.keys()]
        .filter((path) => (after === undefined ? path === before : path.startsWith(before) && path.endsWith(after)))
        .map((path) => posix.relative(posix.dirname(namedIn), path));
    },
  };
}
