import type { Rule } from './rule';
import { noPermissions } from './rules/no-permissions';

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [noPermissions];
