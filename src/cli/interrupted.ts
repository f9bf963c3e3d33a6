import { constants } from 'node:os';
import { tell } from './streams';

/** Ends the process at once, with the exit code that shells give for a signal: what still waits for an answer would go on for an hour. */
export function interrupted(signal: 'SIGINT' | 'SIGTERM'): never {
  tell('\ninterrupted: nothing was written\n');
  process.exit(128 + constants.signals[signal]);
}
