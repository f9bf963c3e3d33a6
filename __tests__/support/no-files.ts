import type { Files } from '../../src/bindings/files';

/** A folder without files. */
export const noFiles: Files = { read: () => ({ problem: 'does not exist' }), list: () => [] };
