import type { Problems } from '../../diagnostics/diagnostic';
import { didYouMean } from '../../diagnostics/suggest';
import { exact, overlaps, pattern } from '../../oidc/claim-text';
import { issuerFromHost } from '../../oidc/issuer';
import { type ForeignCondition, readConditions } from './conditions';
import { type JsonMap, isJsonMap, listOf, texts } from './json';
import { type DocumentPlace, type Place, type StatementPlace, inContext, placeIn, refuse, within } from './place';

/** A principal of a statement; `type` is `*` for the bare one. */
export interface ForeignPrincipal {
  readonly type: string;
  readonly identifier: string;
  /** Whether it is only known where the policy is deployed: `Ref`, `Fn::Sub`, `${…}`. */
  readonly unresolved?: boolean;
  readonly place: Place;
}

/** A statement of a trust policy that this program did not write, with every list spelled out. */
export interface ForeignStatement {
  /** Absent if it is neither, which is reported. */
  readonly effect?: 'Allow' | 'Deny';
  readonly principals: readonly ForeignPrincipal[];
  /** Whether {@link principals} are those that are not meant. */
  readonly notPrincipal: boolean;
  /** Whether it is about logging in with a web identity. */
  readonly webIdentity: boolean;
  /** What it is about, where it says so and not what it is not about. */
  readonly actions: readonly string[];
  readonly actionPlace: Place;
  /** Whether `${…}` means anything in its values. */
  readonly hasVariables: boolean;
  readonly conditions: readonly ForeignCondition[];
  /** Where to say what is true of the statement as a whole: its conditions, else its principal. */
  readonly place: Place;
}

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const PRINCIPALS = ['AWS', 'Federated', 'Service', 'CanonicalUser'];
const SLASHED_PROVIDER = /:oidc-provider\/(.*[^/])\/+$/;
const WEB_IDENTITY = exact('sts:assumerolewithwebidentity');

/** The highest quota there is. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_LENGTH = 8192;

/** The statements of a policy. What IAM would refuse is reported, and the rest is read. */
export function readStatements(
  policy: JsonMap,
  document: DocumentPlace,
  problems: Problems,
): readonly ForeignStatement[] {
  const { Statement: given } = policy;
  const hasVariables = policy.Version === '2012-10-17';
  const { length } = JSON.stringify(policy);
  if (length > MAX_LENGTH) {
    const whole = placeIn(document, []);
    const message = `the trust policy has ${length} characters, and no role can have more than ${MAX_LENGTH}`;
    problems.error('trust-policy-too-long', whole.at, inContext(whole, message));
    return [];
  }
  return listOf(given).flatMap((statement, index) => {
    const path = Array.isArray(given) ? ['Statement', index] : ['Statement'];
    const place = { document, path, hasVariables, problems };
    return isJsonMap(statement)
      ? [readStatement(statement, place)]
      : refuse(place, [], 'value', 'a statement is a mapping');
  });
}

function readStatement(statement: JsonMap, at: StatementPlace): ForeignStatement {
  const { Effect: effect, Principal: principal, NotPrincipal: notPrincipal } = statement;
  for (const key of Object.keys(statement)) {
    if (!ELEMENTS.includes(key)) refuse(at, [key], 'key', `a statement has no \`${key}\`${didYouMean(key, ELEMENTS)}`);
  }
  const isEffect = effect === 'Allow' || effect === 'Deny';
  if (!isEffect) refuse(at, ['Effect'], 'value', '`Effect` is `Allow` or `Deny`');
  checkOneOf(statement, ['Principal', 'NotPrincipal'], at);
  checkOneOf(statement, ['Action', 'NotAction'], at);
  for (const element of ['Principal', 'NotPrincipal']) checkPrincipals(statement[element], element, at);
  const main = ['Condition', 'Principal', 'NotPrincipal'].find((key) => key in statement) ?? 'Effect';
  return {
    effect: isEffect ? effect : undefined,
    principals: principalsOf(principal ?? notPrincipal, principal === undefined ? 'NotPrincipal' : 'Principal', at),
    notPrincipal: principal === undefined && notPrincipal !== undefined,
    webIdentity: isWebIdentity(statement),
    actions: statement.Action === undefined ? [] : texts(statement.Action),
    actionPlace: within(at, ['Action'], 'key'),
    hasVariables: at.hasVariables,
    conditions: readConditions(statement.Condition, at),
    place: within(at, [main], 'key'),
  };
}

function checkOneOf(statement: JsonMap, [one, other]: readonly [string, string], at: StatementPlace): void {
  const given = [one, other].filter((key) => key in statement);
  if (given.length === 0) refuse(at, [], 'value', `a statement of a trust policy has \`${one}\` or \`${other}\``);
  if (given.length === 2) refuse(at, [other], 'key', `a statement has \`${one}\` or \`${other}\`, not both`);
}

/** A principal that nobody is lets nobody in, or shuts nobody out. */
function checkPrincipals(given: unknown, element: string, at: StatementPlace): void {
  if (!isJsonMap(given)) return;
  for (const [type, identifiers] of Object.entries(given)) {
    if (!PRINCIPALS.includes(type))
      refuse(at, [element, type], 'key', `IAM has no principals \`${type}\`${didYouMean(type, PRINCIPALS)}`);
    for (const identifier of texts(identifiers)) {
      const [, host = ''] = SLASHED_PROVIDER.exec(identifier) ?? [];
      if (issuerFromHost(host))
        refuse(at, [element, type], 'value', `\`${identifier}\` is no OIDC provider: its ARN does not end in \`/\``);
    }
  }
}

function principalsOf(given: unknown, element: string, at: StatementPlace): readonly ForeignPrincipal[] {
  if (!isJsonMap(given))
    return texts(given).map((identifier) => ({ type: '*', identifier, place: within(at, [element]) }));
  return Object.entries(given).flatMap(([type, identifiers]) =>
    listOf(identifiers).flatMap((value, i): readonly ForeignPrincipal[] => {
      const place = within(at, Array.isArray(identifiers) ? [element, type, i] : [element, type]);
      if (value === null || value === undefined) return [];
      const [identifier = JSON.stringify(value)] = texts(value);
      return [{ type, identifier, unresolved: typeof value === 'object' || isTemplate(identifier), place }];
    }),
  );
}

/** Whether a text is filled in before AWS sees it: by Terraform, CloudFormation or a template engine. */
function isTemplate(text: string): boolean {
  return /\$\{|\{\{|^!/.test(text);
}

function isWebIdentity({ Action: action, NotAction: notAction }: JsonMap): boolean {
  const matches = (name: string) => overlaps(pattern(name.toLowerCase()), WEB_IDENTITY);
  if (action !== undefined) return texts(action).some(matches);
  return notAction !== undefined && !texts(notAction).some(matches);
}
