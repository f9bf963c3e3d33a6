import { type Answer, NOT_FOUND, type Request, done, found, pageOf, refuse } from './answer';
import { entryOf } from './world';

/** The page sizes of variables, which are not the usual ones. */
const PAGES = { usual: 10, most: 30 };

const DATES = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };

/** Variables of one place: of a repository or an environment plain texts, of an organization more. */
export interface Variables<T> {
  readonly record: Record<string, T>;
  /** How the log names the place. */
  readonly label: string;
  /** The variable that a request describes, given what there is, or why it is refused. */
  readonly read: (body: Request['body'], before: T | undefined) => { readonly value: T } | { readonly refusal: Answer };
  /** What GitHub says of one beside name and dates. */
  readonly show: (name: string, value: T) => object;
}

/** The variables of a repository or an environment. */
export function plainVariables(record: Record<string, string>, label: string): Variables<string> {
  return {
    record,
    label,
    read: (body, before) => ({ value: typeof body['value'] === 'string' ? body['value'] : (before ?? '') }),
    show: (_, value) => ({ value }),
  };
}

/** `GET …/variables` */
export function listVariables<T>({ record, show }: Variables<T>, request: Request): Answer {
  const all = Object.entries(record).map(([name, value]) => ({ name, ...DATES, ...show(name, value) }));
  return pageOf(request, all, (page) => ({ total_count: all.length, variables: page }), PAGES);
}

/** `GET …/variables/NAME` */
export function getVariable<T>({ record, show }: Variables<T>, wanted: string): Answer {
  const entry = entryOf(record, wanted);
  return entry ? found({ name: entry[0], ...DATES, ...show(...entry) }) : NOT_FOUND;
}

/** `POST …/variables`: GitHub writes names in capitals, and refuses one that exists. */
export function addVariable<T>({ record, label, read }: Variables<T>, { body }: Request): Answer {
  const name = typeof body['name'] === 'string' ? body['name'] : '';
  if (!/^[A-Za-z_]\w*$/.test(name) || /^GITHUB_/i.test(name)) return refuse(422, 'Validation Failed: name');
  if (entryOf(record, name)) return refuse(409, 'Already exists - Variable already exists');
  if (typeof body['value'] !== 'string' || body['value'] === '') return refuse(422, 'Validation Failed: value');
  const result = read(body, undefined);
  if ('refusal' in result) return result.refusal;
  record[name.toUpperCase()] = result.value;
  return done(`create variable ${name.toUpperCase()} of ${label}`, 201);
}

/** `PATCH …/variables/NAME` */
export function changeVariable<T>({ record, label, read }: Variables<T>, wanted: string, { body }: Request): Answer {
  const entry = entryOf(record, wanted);
  if (!entry) return NOT_FOUND;
  const result = read(body, entry[1]);
  if ('refusal' in result) return result.refusal;
  record[entry[0]] = result.value;
  return done(`update variable ${entry[0]} of ${label}`);
}

/** `DELETE …/variables/NAME` */
export function deleteVariable<T>({ record, label }: Variables<T>, wanted: string): Answer {
  const entry = entryOf(record, wanted);
  if (!entry) return NOT_FOUND;
  delete record[entry[0]];
  return done(`delete variable ${entry[0]} of ${label}`);
}
