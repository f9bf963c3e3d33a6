/** Every context there is. Not each can be read everywhere. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
const CONTEXTS: ReadonlySet<string> = new Set([
  'env',
  'github',
  'inputs',
  'job',
  'jobs',
  'matrix',
  'needs',
  'runner',
  'secrets',
  'steps',
  'strategy',
  'vars',
]);

/** Every function, with the least and the most arguments. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions */
const FUNCTIONS = [
  ['always', 0, 0],
  ['cancelled', 0, 0],
  ['case', 3, 255],
  ['contains', 2, 2],
  ['endsWith', 2, 2],
  ['failure', 0, 255],
  ['format', 1, 255],
  ['fromJSON', 1, 1],
  ['hashFiles', 1, 255],
  ['join', 1, 2],
  ['startsWith', 2, 2],
  ['success', 0, 255],
  ['toJSON', 1, 1],
] as const;

/** A function, as GitHub's documentation spells it. */
export type FunctionName = (typeof FUNCTIONS)[number][0];

/** Whether there is a context of that name, in any letter case. */
export function isContext(name: string): boolean {
  return CONTEXTS.has(name.toLowerCase());
}

/** The function of that name, in any letter case, if it takes so many arguments. */
export function functionFor(name: string, args: number): FunctionName | undefined {
  const [found, least, most] = FUNCTIONS.find(([each]) => each.toLowerCase() === name.toLowerCase()) ?? [];
  if (found === undefined || args < least || args > most) return undefined;
  return found === 'case' && args % 2 === 0 ? undefined : found;
}
