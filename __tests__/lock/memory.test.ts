import fc from 'fast-check';
import { parseLock } from '../../src/bindings/lock';
import type { ServedRepository } from '../support/served-world';
import { bindingsOf, runLock } from '../support/lock-run';

const WEB: ServedRepository = { fullName: 'octo-org/web', id: 1, ownerId: 123456 };
const declaring = (name: string, environments: readonly string[]) =>
  bindingsOf(
    `[{ repository: ${name}, branch: main }]`,
    `repositories: { ${name}: { environments: { ${environments.map((each) => `${each}: {}`).join(', ')} } } }\n`,
  );
const entry = (name: string, id: number, more = '') =>
  `  ${name}: { owner_id: '123456', repository_id: '${id}'${more} }\n`;
const lockOf = (...entries: readonly string[]) => `version: 1\nrepositories:\n${entries.join('')}`;

function entryOf(text: string, name: string) {
  const [lock, problems] = parseLock('bindings.lock.yaml', text, true);
  expect(problems).toEqual([]);
  const { formerNames, kept, environments } = lock.repositories.get(name) ?? {};
  return { formerNames, kept, environments: [...(environments?.keys() ?? [])] };
}

describe('kept environments', () => {
  it('are those that were declared once, and pruning leaves them', async () => {
    const repositories = [{ ...WEB, environments: { production: {} } }];
    const first = await runLock({ bindings: declaring('web', ['production', 'staging']), repositories });
    const dropped = { bindings: declaring('web', ['test']), repositories };
    const second = await runLock({ ...dropped, lock: first.text });
    const pruned = await runLock({ ...dropped, lock: second.text, options: { prune: true } });
    const again = await runLock({ ...dropped, lock: pruned.text, options: { prune: true } });

    expect(first.text).toContain('    kept: [production, staging]\n');
    expect(entryOf(second.text, 'octo-org/web').kept).toEqual(['production', 'staging', 'test']);
    expect(entryOf(pruned.text, 'octo-org/web')).toMatchObject({
      kept: ['production', 'staging', 'test'],
      environments: ['test'],
    });
    expect(pruned.stderr).toContain(
      'octo-org/web: environment `production` is no longer used: only its name is kept, to let go of it\n',
    );
    expect(again.text).toBe(pruned.text);
  });

  it('are those of defaults, too, and as the file spells them', async () => {
    const bindings = bindingsOf(
      '[{ repository: web, branch: main }]',
      'defaults: { repository: { environments: { Production: {} } } }\n',
    );
    const { text } = await runLock({ bindings, repositories: [{ ...WEB, environments: { production: {} } }] });

    expect(entryOf(text, 'octo-org/web')).toMatchObject({ kept: ['Production'], environments: ['production'] });
  });

  it.each([
    ['GitHub has it, though the lock says that it has not', { production: {} }, undefined, ['production']],
    ['GitHub refuses to speak of it', {}, 403, ['production']],
    ['GitHub has none', {}, undefined, []],
  ])(
    'are what is pruned from a lock that does not say what was declared: %s',
    async (_, environments, status, kept) => {
      const { text } = await runLock({
        bindings: declaring('web', []),
        lock: lockOf(entry('octo-org/web', 1, ', environments: { production: absent }')),
        repositories: [{ ...WEB, environments }],
        options: { prune: true },
        instead: (path) =>
          status && path.includes('/environments/') ? { status, body: { message: 'Forbidden' } } : undefined,
      });

      expect(entryOf(text, 'octo-org/web')).toMatchObject({ kept, environments: [] });
    },
  );

  it('keep an entry that nothing uses, whatever GitHub says of it', async () => {
    const old = (more: string) => lockOf(entry('octo-org/old', 3, more), entry('octo-org/web', 1));
    const served = { ...WEB, fullName: 'octo-org/old', id: 3, environments: { production: {} } };
    for (const [more, repositories] of [
      [', kept: [production]', [WEB]],
      [', environments: { production: { reviewers: 1 } }', [WEB]],
      [', environments: { production: absent }', [WEB, served]],
      [', former_names: [octo-org/older]', [WEB, served]],
    ] as const) {
      const scene = { bindings: declaring('web', []), repositories, options: { prune: true } };
      const once = await runLock({ ...scene, lock: old(more) });
      const twice = await runLock({ ...scene, lock: once.text });

      expect(once.text).toContain('octo-org/old');
      expect(once.stderr).toContain('Terraform may hold environments of octo-org/old: --forget removes them\n');
      expect(twice.text).toBe(once.text);
    }
  });
});

describe('former names', () => {
  const isCase = (name: string) => name.toLowerCase() === 'octo-org/web';
  const rename = (text: string, name: string, more: Partial<ServedRepository> = {}) =>
    runLock({
      bindings: bindingsOf(`[{ repository: ${name}, branch: main }]`),
      lock: text,
      repositories: [{ ...WEB, fullName: name, formerNames: isCase(name) ? [] : ['octo-org/web'], ...more }],
    });

  it('come in the order of the renames, each once, and never the present one', async () => {
    const before = lockOf(entry('octo-org/web', 1));
    const site = await rename(before, 'octo-org/site');
    const moved = await rename(site.text, 'octo-labs/shop', { ownerId: 99 });
    const back = await rename(moved.text, 'octo-org/site');
    const again = await rename(back.text, 'octo-org/site');

    expect(entryOf(site.text, 'octo-org/site').formerNames).toEqual(['octo-org/web']);
    expect(entryOf(moved.text, 'octo-labs/shop').formerNames).toEqual(['octo-org/web', 'octo-org/site']);
    expect(entryOf(back.text, 'octo-org/site').formerNames).toEqual(['octo-org/web', 'octo-labs/shop']);
    expect(again.text).toBe(back.text);
  });

  it('are those that differ in case, unless it is the case of the owner', async () => {
    const before = lockOf(entry('octo-org/web', 1));
    expect(entryOf((await rename(before, 'octo-org/Web')).text, 'octo-org/Web').formerNames).toEqual(['octo-org/web']);
    expect(entryOf((await rename(before, 'Octo-Org/web')).text, 'Octo-Org/web').formerNames).toEqual([]);
  });

  it('are what the file says when the lock knows nothing yet', async () => {
    const { text } = await runLock({
      bindings: bindingsOf('[{ repository: web, branch: main }]'),
      repositories: [{ ...WEB, fullName: 'octo-org/site', formerNames: ['octo-org/web'] }],
    });

    expect(entryOf(text, 'octo-org/site').formerNames).toEqual(['octo-org/web']);
  });

  it('stay when another repository has taken the name', async () => {
    const { text } = await runLock({
      bindings: bindingsOf('[{ repository: [web, site], branch: main }]'),
      lock: lockOf(entry('octo-org/site', 1, ', former_names: [octo-org/web]'), entry('octo-org/web', 2)),
      repositories: [
        { ...WEB, fullName: 'octo-org/site' },
        { ...WEB, id: 2 },
      ],
    });

    expect(entryOf(text, 'octo-org/site').formerNames).toEqual(['octo-org/web']);
  });
});

it('does not trust a stranger who took a name that was given up', async () => {
  const bindings = bindingsOf('[{ repository: web, branch: main }]');
  const run = (name: string, taken: Partial<ServedRepository>) =>
    runLock({
      bindings,
      lock: lockOf(entry(name, 1, ', former_names: [octo-org/web]')),
      repositories: [
        { ...WEB, fullName: name },
        { ...WEB, ...taken },
      ],
    });
  const stranger = await run('octo-corp/web', { id: 666, ownerId: 667 });
  const own = await run('octo-org/site', { id: 5 });

  expect(stranger.stderr).toContain('`octo-org/web` is repository 666, and the lock file trusts 1 as `octo-corp/web`');
  expect(stranger.stderr).toContain("by hand, `octo-org/web: { owner_id: '667', repository_id: '666' }`");
  expect(stranger.code).toBe(1);
  expect(stranger.text).not.toContain('666');
  expect(own.text).toContain("repository_id: '5'");
});

describe('an owner with another name', () => {
  const names = ['api', 'docs', 'gone', 'web'];
  const lock = lockOf(...names.map((name, i) => entry(`octo-org/${name}`, i + 1)));
  const corp = (name: string, i: number) => ({
    fullName: `octo-corp/${name}`,
    id: i + 1,
    ownerId: 123456,
    formerNames: [`octo-org/${name}`],
  });
  const served = names.map(corp).filter(({ fullName }) => !fullName.endsWith('gone'));
  const all = (text: string) => [...text.matchAll(/^ {2}(\S+):/gm)].map(([, name]) => name);

  it('takes all its entries along, those of which GitHub says nothing, too', async () => {
    const { code, stderr, text } = await runLock({
      bindings: bindingsOf('[{ repository: [api, web], branch: main }]'),
      lock,
      repositories: served,
    });

    expect(all(text)).toEqual(names.map((name) => `octo-corp/${name}`));
    for (const name of names) expect(entryOf(text, `octo-corp/${name}`).formerNames).toEqual([`octo-org/${name}`]);
    expect(stderr).toContain(
      'the owner `octo-org` is called `octo-corp` at GitHub, and with it `octo-org/api` and 1 more',
    );
    expect(stderr).toContain('write `github: { owner: octo-corp, renamed_from: octo-org }`');
    expect(stderr).toContain('octo-org/gone: was renamed with its owner: it is `octo-corp/gone` now\n');
    expect(code).toBe(0);
  });

  it('does so when the file has the new name, and a stranger the old one', async () => {
    const bindings = bindingsOf('[{ repository: [api, web], branch: main }]').replace('octo-org', 'octo-corp');
    const stranger = { fullName: 'octo-org/docs', id: 666, ownerId: 667 };
    const repositories = [...served.map((each) => ({ ...each, formerNames: [] })), stranger];
    const once = await runLock({ bindings, lock, repositories });
    const twice = await runLock({ bindings, lock: once.text, repositories });

    expect(all(once.text)).toEqual(names.map((name) => `octo-corp/${name}`));
    expect(once.stderr).not.toContain('repository-renamed');
    expect(twice.text).toBe(once.text);
  });
});

describe('lock --forget', () => {
  const lock = lockOf(
    entry('octo-org/old', 3, ', kept: [production]'),
    entry(
      'octo-org/web',
      1,
      ', environments: { old: {}, test: absent }, former_names: [octo-org/site], kept: [old, test]',
    ),
  );
  const bindings = declaring('web', ['test']);
  const forget = (...names: readonly string[]) => runLock({ bindings, lock, options: { forget: names } });

  it('takes an environment, a former name, all that is remembered, or an entry', async () => {
    const environment = await forget('octo-org/web:old');
    expect(entryOf(environment.text, 'octo-org/web')).toEqual({
      formerNames: ['octo-org/site'],
      kept: ['test'],
      environments: ['test'],
    });
    expect(environment.stderr).toContain('octo-org/web: the environment `old` is forgotten\n');
    expect(environment.server.requests).toEqual([]);

    expect(entryOf((await forget('octo-org/site')).text, 'octo-org/web').formerNames).toEqual([]);
    expect(entryOf((await forget('octo-org/web')).text, 'octo-org/web')).toEqual({
      formerNames: [],
      kept: ['test'],
      environments: ['test'],
    });

    const both = await forget('octo-org/old', 'octo-org/web:old', 'octo-org/site');
    expect(both.text).toBe(lockOf(entry('octo-org/web', 1, ', environments: { test: absent }, kept: [test]')));
    expect(both.code).toBe(0);
  });

  it.each([
    ['octo-org/wbe', 'the lock file knows nothing of `octo-org/wbe`, did you mean `octo-org/web`?'],
    ['octo-org/web:odd', 'the lock file knows no environment `odd` of `octo-org/web`, did you mean `old`?'],
    ['octo-org/web:test', 'bindings.yaml declares the environment `test` of `octo-org/web`: it cannot be forgotten'],
  ])('refuses %s', async (name, message) => {
    await expect(forget(name)).rejects.toThrow(`--forget: ${message}`);
  });
});

const ENVIRONMENTS = ['alpha', 'beta', 'gamma'];
const NAMES = ['octo-org/web', 'octo-org/site', 'octo-labs/web'];
const step = fc.record({
  name: fc.constantFrom(...NAMES),
  declared: fc.subarray(ENVIRONMENTS),
  exist: fc.subarray(ENVIRONMENTS),
  isUsed: fc.boolean(),
  prune: fc.boolean(),
});

it('never forgets by itself, and a second run changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      let lock: string | undefined;
      const declaredOnce = new Set<string>();
      const namesOnce = new Set<string>();
      for (const { name, declared, exist, isUsed, prune } of steps) {
        const environments = Object.fromEntries(exist.map((each) => [each, {}]));
        const ownerId = name.startsWith('octo-org') ? 123456 : 99;
        const formerNames = NAMES.filter((each) => each !== name);
        const scene = {
          bindings: isUsed ? declaring(name, declared) : bindingsOf('[{ repository: other, branch: main }]'),
          repositories: [
            { fullName: name, id: 1, ownerId, environments, formerNames },
            { fullName: 'octo-org/other', id: 2, ownerId: 123456 },
          ],
          options: { prune },
        };
        if (isUsed) for (const each of declared) declaredOnce.add(each);
        const { text } = await runLock({ ...scene, lock });
        const again = await runLock({ ...scene, lock: text });
        lock = text;
        expect(again.text).toBe(text);
        const [read] = parseLock('bindings.lock.yaml', text, true);
        const [mine] = [...read.repositories.values()].filter(({ ids }) => ids?.repository === '1');
        if (declaredOnce.size + namesOnce.size > 0 && !mine) expect(prune && declaredOnce.size === 0).toBe(true);
        if (!mine) {
          namesOnce.clear();
          continue;
        }
        namesOnce.add(name);
        expect(mine.kept).toEqual(expect.arrayContaining([...declaredOnce]));
        expect(new Set([...mine.formerNames, name])).toEqual(namesOnce);
        expect(mine.formerNames).not.toContain(name);
      }
    }),
    { numRuns: 6 },
  );
});
