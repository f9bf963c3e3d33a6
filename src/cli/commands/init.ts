import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { presetName } from '../../bindings/preset-parameters';
import type { LockedRepository } from '../../bindings/lock';
import { formatSummary } from '../../diagnostics/format/text';
import { type KnownEnvironment, bindingName, bindingsText } from '../../init/bindings-text';
import { type FactsByHand, lockText } from '../../init/lock-text';
import { type Answers, ID_QUESTIONS, QUESTIONS, parameterQuestions } from '../../init/questions';
import type { Surroundings } from '../ask-github';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { UnusablePath, lockPathFor, shown } from '../files';
import { type Interview, createInterview } from '../interview';
import { loadUsed } from '../load-used';
import { load, resolveInput } from '../load';
import { interrupted } from '../interrupted';
import { writeNew } from '../output/write-new';
import { report } from '../report';
import { tell, terminal } from '../streams';
import { type TextFiles, draftFiles } from '../text-files';
import { lock } from './lock';
import { workflowOf } from './workflow';

/** Options of `init`: each answers a question. */
export interface InitOptions {
  readonly bindings?: string;
  readonly lock?: string;
  readonly workflow?: string;
  readonly owner?: string;
  readonly repository?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly environment?: string;
  readonly preset?: string;
  readonly parameter?: readonly string[];
  readonly oidcProvider?: string;
  readonly ownerId?: string;
  readonly repositoryId?: string;
  readonly environmentExists?: boolean;
  readonly color?: boolean;
}

interface Paths {
  readonly bindings: string;
  readonly lock: string;
  readonly workflow: string;
}

/** What is to be written, until it is. */
interface Draft extends Paths {
  readonly files: TextFiles;
  /** Makes the files, all at once. */
  readonly save: () => void;
}

/**
 * `init`: writes a first bindings.yaml, its lock file and a workflow, from options or from what somebody answers. All of it is
 * written at the end: what is interrupted leaves nothing that the next run would refuse to overwrite.
 */
export async function init(options: InitOptions, surroundings: Surroundings = {}): Promise<ExitCode> {
  const { bindings = 'bindings.yaml', color } = options;
  const folder = dirname(bindings);
  const { lock: lockPath = lockPathFor(bindings), workflow = join(folder, 'workflows/deploy.yml') } = options;
  const paths = { bindings, lock: lockPath, workflow };
  checkFree(paths);
  const drafts = new Map<string, string>();
  const draft = { ...paths, files: draftFiles(drafts), save: () => writeNew(drafts) };
  const interview = createInterview(terminal(), color);
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  try {
    const answers = await findAnswers(interview, options);
    draft.files.write(bindings, bindingsText(answers, GUESS));
    tell(`asking GitHub about ${answers.owner}/${answers.repository}\n`);
    await lock(
      { bindings, lock: lockPath, format: 'text', quiet: true, color },
      { ...surroundings, files: draft.files },
    );
    const locked = lockedIn(draft) ?? (await lockByHand(interview, answers, draft, options));
    if (!locked) return withoutLock(answers, draft);
    return finish({ ...answers, owner: locked.owner, repository: locked.name }, locked, draft, color);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    interview.close();
  }
}

function checkFree(paths: Paths): void {
  const all = Object.values(paths) as readonly string[];
  for (const path of all)
    if (existsSync(path)) throw new UnusablePath(`${shown(path)} is there already, and is not overwritten`);
  if (new Set(all.map((path) => resolve(path))).size < all.length)
    throw new UnusablePath('--bindings, --lock and --workflow are three files: give each its own name');
}

/** Before GitHub was asked. */
const GUESS: KnownEnvironment = { defaultBranch: 'main', isProtected: false, isOpenToBranches: false };

async function findAnswers(interview: Interview, options: InitOptions): Promise<Answers> {
  const given = new Map((options.parameter ?? []).map(splitParameter));
  const ask = (key: keyof typeof QUESTIONS) => interview.ask(QUESTIONS[key], options[key]);
  const owner = await ask('owner');
  const repository = await ask('repository');
  const environment = await ask('environment');
  const accountId = await ask('accountId');
  const region = await ask('region');
  const oidcProvider = (await ask('oidcProvider')) === 'existing' ? 'existing' : 'create';
  const preset = presetName(await ask('preset'));
  const parameters = new Map<string, string>();
  for (const [name, question] of parameterQuestions(preset))
    parameters.set(name, await interview.ask(question, given.get(name)));
  const unknown = [...given.keys()].filter((name) => !parameters.has(name));
  if (unknown.length > 0)
    throw new UnusablePath(
      `--parameter ${unknown.join(', ')}: \`${preset}\` takes ${[...parameters.keys()].join(', ') || 'none'}`,
    );
  return { owner, repository, environment, accountId, region, oidcProvider, preset, parameters };
}

function splitParameter(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UnusablePath(`--parameter ${text}: write it as name=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** The one repository of the lock file, if it knows its ids. */
function lockedIn({ bindings, lock: path, files }: Draft): LockedRepository | undefined {
  const loaded = loadUsed({ bindings, lock: path, files });
  const known = 'lock' in loaded ? [...loaded.lock.repositories.values()] : [];
  return known.find(({ ids }) => ids !== undefined);
}

async function lockByHand(interview: Interview, answers: Answers, draft: Draft, options: InitOptions) {
  const { ownerId, repositoryId, environmentExists = false } = options;
  if (!interview.isInteractive && (ownerId === undefined || repositoryId === undefined)) return undefined;
  const { owner, repository } = answers;
  tell(
    `\nGitHub did not say what it knows of ${owner}/${repository}. Its ids make sure that nobody gets in by a name that is free again. This shows them:\n  gh api repos/${owner}/${repository} --jq '{owner_id: .owner.id, repository_id: .id}'\n`,
  );
  const facts: FactsByHand = {
    ownerId: await interview.ask(ID_QUESTIONS.ownerId, ownerId),
    repositoryId: await interview.ask(ID_QUESTIONS.repositoryId, repositoryId),
    environmentExists:
      (await interview.ask(ID_QUESTIONS.environmentExists, environmentExists ? 'yes' : undefined)) === 'yes',
  };
  draft.files.write(draft.lock, lockText(answers, facts));
  return lockedIn(draft);
}

function withoutLock({ owner, repository }: Answers, { bindings, lock: path, save }: Draft): ExitCode {
  save();
  tell(
    `${shown(bindings)} is written; ${shown(path)} is not, since GitHub did not say what it knows of ${owner}/${repository}\nset GITHUB_TOKEN and run \`npx oidc-bindings lock --bindings ${shown(bindings)}\`, or give --owner-id and --repository-id\n`,
  );
  return EXIT.findings;
}

function finish(answers: Answers, locked: LockedRepository, draft: Draft, color: boolean | undefined): ExitCode {
  const known = knownEnvironment(answers, locked);
  const { bindings, lock: lockPath, workflow, files, save } = draft;
  files.write(bindings, bindingsText(answers, known));
  if (known.isProtected) files.write(lockPath, withoutKept(files.read(lockPath) ?? ''));
  const { access } = resolveInput(draft);
  if (access) files.write(workflow, workflowOf(access, bindingName(answers)));
  const { diagnostics } = load(draft);
  save();
  report(diagnostics, 'text', color);
  tell(
    `\n${[bindings, lockPath, workflow].map(shown).join(', ')}: written; ${formatSummary(diagnostics)}\n${nextSteps(answers, draft)}`,
  );
  return exitCodeFor(diagnostics);
}

/** Only the draft declared the environment, so that the lock could ask about it: there is nothing to let go of. */
function withoutKept(lockText: string): string {
  return lockText.replace(/^ +kept: .*\n/m, '');
}

function knownEnvironment(
  { environment }: Answers,
  { defaultBranch = 'main', environments }: LockedRepository,
): KnownEnvironment {
  const facts = environments.get(environment);
  if (facts === undefined || facts === 'absent') return { ...GUESS, defaultBranch };
  const { reviewers = 0, wait_timer: minutes = 0, deployment_branches: branches, deployment_tags: tags } = facts;
  const isOpenToBranches = !branches && !tags && !facts.protected_branches;
  const isOpen = Object.keys(facts).length > 0 && reviewers + minutes === 0 && isOpenToBranches;
  return { defaultBranch, isProtected: !isOpen, isOpenToBranches };
}

function nextSteps({ owner, repository }: Answers, { bindings, workflow }: Paths): string {
  const option = shown(bindings) === 'bindings.yaml' ? '' : ` --bindings ${shown(bindings)}`;
  return [
    'next:',
    `  npx oidc-bindings synth${option}    emit Terraform for CDKTF, or`,
    `  npx oidc-bindings render${option}   write Terraform to be committed; apply it`,
    `  then copy ${shown(workflow)} to .github/workflows/deploy.yml of ${owner}/${repository}`,
    '',
  ].join('\n');
}
