import { presetChoices, requiredParameters } from '../bindings/preset-parameters';
import type { PresetName } from '../bindings/schema/presets';
import { partitionOf, stsAudience } from '../iam/partition';
import { NUMERIC_ID, OWNER, REPOSITORY, environmentProblem } from '../oidc/github-names';

/** What has to be known to begin: by option, or else asked for. */
export interface Answers {
  readonly owner: string;
  readonly repository: string;
  readonly accountId: string;
  readonly region: string;
  readonly environment: string;
  readonly preset: PresetName;
  /** The parameters of the preset, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly oidcProvider: 'create' | 'existing';
}

/** One thing to ask. */
export interface Question {
  /** The option that answers it. */
  readonly option: string;
  readonly text: string;
  readonly fallback?: string;
  /** What may be answered, if it is one of a few. */
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
  /** Why an answer cannot be, or nothing. */
  readonly problem: (answer: string) => string | undefined;
}

/** The questions whose answers do not depend on each other, in the order in which they are asked. */
export const QUESTIONS = {
  owner: {
    option: '--owner',
    text: 'Which organization or user at GitHub owns the repository?',
    problem: (answer) => (OWNER.test(answer) ? undefined : 'that is not a login of GitHub'),
  },
  repository: {
    option: '--repository',
    text: 'Which repository should log in to AWS? (its name, without the owner)',
    problem: (answer) => (REPOSITORY.test(answer) ? undefined : 'that is not the name of a repository'),
  },
  accountId: {
    option: '--account-id',
    text: 'Which AWS account? (12 digits)',
    problem: (answer) => (/^\d{12}$/.test(answer) ? undefined : 'an account id has 12 digits'),
  },
  region: {
    option: '--region',
    text: 'In which region does the job work?',
    fallback: 'us-east-1',
    problem: regionProblem,
  },
  environment: {
    option: '--environment',
    text: 'In which environment of the repository does the job run? Only jobs in it get the role.',
    fallback: 'production',
    problem: (answer) =>
      environmentProblem(answer) ??
      (/^[a-z0-9][a-z0-9 ._/-]*$/.test(answer) ? undefined : 'use lower-case letters, digits, `.`, `_`, `-` and `/`'),
  },
  oidcProvider: {
    option: '--oidc-provider',
    text: 'Does the account have an OIDC provider for GitHub already? (aws iam list-open-id-connect-providers)',
    fallback: 'create',
    choices: [
      { value: 'create', text: 'no: make it' },
      { value: 'existing', text: 'yes: use it, and leave it to whoever manages it' },
    ],
    problem: (answer) => (['create', 'existing'].includes(answer) ? undefined : 'it is `create` or `existing`'),
  },
  preset: {
    option: '--preset',
    text: 'What does the job do there?',
    choices: presetChoices().map(({ name, does }) => ({ value: name, text: does })),
    problem: (answer) =>
      presetChoices().some(({ name }) => name === answer) ? undefined : 'that is not one of the presets',
  },
} as const satisfies Readonly<Record<string, Question>>;

/** What GitHub would have said. */
export const ID_QUESTIONS = {
  ownerId: {
    option: '--owner-id',
    text: 'The id of the owner?',
    problem: (answer) => (NUMERIC_ID.test(answer) ? undefined : 'an id is a number'),
  },
  repositoryId: {
    option: '--repository-id',
    text: 'The id of the repository?',
    problem: (answer) => (NUMERIC_ID.test(answer) ? undefined : 'an id is a number'),
  },
  environmentExists: {
    option: '--environment-exists',
    text: 'Does the environment exist at GitHub already? Then it stays as it is.',
    fallback: 'no',
    problem: (answer) => (['yes', 'no'].includes(answer) ? undefined : 'yes or no?'),
  },
} as const satisfies Readonly<Record<string, Question>>;

/** What a preset has to be told, by the names of its parameters. */
export function parameterQuestions(preset: PresetName): readonly (readonly [name: string, question: Question])[] {
  return requiredParameters(preset).map(({ name, text, problem }) => {
    return [
      name,
      {
        option: `--parameter ${name}=…`,
        text: `\`${name}\` of \`${preset}\`: ${text.replace(', or a list', '')}`,
        problem,
      },
    ];
  });
}

function regionProblem(region: string): string | undefined {
  const partition = partitionOf(region);
  if (!partition) return 'that is not an AWS region';
  return stsAudience(partition) === undefined
    ? `AWS has not said which audience STS has in ${partition}: write the file by hand, with \`audiences\``
    : undefined;
}
