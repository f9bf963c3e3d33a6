import type { Answer } from '../support/github/answer';
import type { Instead } from '../support/github-server';
import type { ServedRepository } from '../support/served-world';
import { bindingsOf, runLock } from '../support/lock-run';

function served(count: number): readonly ServedRepository[] {
  return Array.from({ length: count }, (_, i) => ({ fullName: `octo-org/service-${i}`, id: i + 1, ownerId: 123456 }));
}

function bindingsFor(repositories: readonly ServedRepository[]): string {
  return bindingsOf(`[{ repository: [${repositories.map(({ fullName }) => fullName).join(', ')}], branch: main }]`);
}

/** From some request on the limit is reached, until it has been asked in vain a dozen times. */
function limitFrom(first: number, answer: () => Answer): Instead {
  let refused = 0;
  return (_, __, count) => (count >= first && refused++ < 12 ? answer() : undefined);
}

const NOW = 1_800_000_000_000;

const rateLimit = () => ({
  status: 403,
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 1) },
  body: { message: 'API rate limit exceeded for user ID 1.' },
});

// How long there is to wait does not depend on when an answer is read.
beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.mocked(Date.now).mockRestore());

it('asks about 200 repositories, 8 at a time, and waits when the rate limit is reached half-way', async () => {
  const repositories = served(200);
  const instead = limitFrom(300, rateLimit);
  const { code, stderr, text, server } = await runLock({ bindings: bindingsFor(repositories), repositories, instead });

  expect(server.maxInFlight()).toBeLessThanOrEqual(8);
  expect(server.requests).toHaveLength(812);
  expect([...text.matchAll(/^ {4}subject_prefix/gm)]).toHaveLength(200);
  expect(stderr).toContain("GitHub's rate limit is reached: going on in 2 s\n");
  expect(code).toBe(0);
});

it('has no more than 8 requests in flight, and no fewer where it can', async () => {
  const repositories = served(40);
  const { server } = await runLock({ bindings: bindingsFor(repositories), repositories, gathered: 8 });

  expect(server.maxInFlight()).toBe(8);
});

it.each([
  [403, 'You have exceeded a secondary rate limit.'],
  [403, 'Slow down'],
  [429, 'Too many requests'],
])('waits as long as it is told to by %d %s', async (status, message) => {
  const repositories = served(20);
  const instead = limitFrom(30, () => ({ status, headers: { 'retry-after': '7' }, body: { message } }));
  const { code, stderr, text, server } = await runLock({ bindings: bindingsFor(repositories), repositories, instead });

  expect(server.requests).toHaveLength(92);
  expect([...text.matchAll(/^ {4}subject_prefix/gm)]).toHaveLength(20);
  expect(stderr).toContain("GitHub's rate limit is reached: going on in 7 s\n");
  expect(code).toBe(0);
});

it('gives up when the limit never ends', async () => {
  const { code, stderr, text } = await runLock({ bindings: bindingsFor(served(1)), instead: rateLimit });

  expect(stderr).toContain('answers no more requests for now: its rate limit is reached\nnothing was written\n');
  expect({ code, text }).toEqual({ code: 2, text: '' });
});

it('does not wait for hours without a token', async () => {
  const { code, stderr, text, server } = await runLock({
    bindings: bindingsOf('[{ repository: service-1, branch: main }]'),
    token: null,
    instead: () => ({
      status: 403,
      headers: { 'x-ratelimit-remaining': '0' },
      body: { message: 'API rate limit exceeded' },
    }),
  });

  expect(stderr).toContain('answers no more requests without a token in this hour: set GITHUB_TOKEN');
  expect({ code, text }).toEqual({ code: 2, text: '' });
  expect(server.requests).toHaveLength(1);
});

it('asks for nothing more after the first failure', async () => {
  const { server } = await runLock({
    bindings: bindingsFor(served(100)),
    instead: () => ({ status: 401, body: { message: 'Bad credentials' } }),
  });

  expect(server.requests.length).toBeLessThanOrEqual(8);
});
