// Every page that a link leads to, for everybody who may log in: opened in a real browser at 1280 and 320 pixels, with nothing
// for axe to find, nothing wider than the screen, no dead link, and nothing the content policy stops.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { totpCode } from '../../src/outside/totp';
import { demonstrationLogins } from '../../src/usecases/demonstration/people';
import { DEMONSTRATION_PASSWORD } from '../../src/usecases/accounts/create-account';
import { routes } from '../../src/web/routes';
import { faultsOf, launch, serve } from '../support/chromium';
import { saveDraft } from '../../src/usecases/templates/save-draft';
import { demonstrationWorld } from '../support/demonstration';
import type { World } from '../support/world';
import { textOf } from '../support/texts';

/** Addresses opened for one route and kind of visitor: the first few stand for all. */
const PER_ROUTE = 2;

/** Files and lists for machines; and pages that only a wrong turn or a running ceremony shows. */
const NO_PAGE = /\.(csv|zip|md|pdf|cer|crl|txt)$|\/pdf$|\/bewijs$|^\/api\/|^\/pki\/|^\/dev\//;

interface Found {
  readonly path: string;
  readonly faults: readonly string[];
}

const patternOf = (path: string): string => {
  const found = routes.find(
    (route) => route.method === 'get' && new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(path),
  );
  return found?.path ?? path;
};

/** Pages outside the session are the same for everyone. */
const publicPage = (pattern: string): boolean =>
  routes.some((route) => route.path === pattern && route.who === 'anyone');

describe('every page', () => {
  let world: World;
  let portal: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  const opened = new Set<string>();
  const seen = new Map<string, number>();

  beforeAll(async () => {
    world = await demonstrationWorld();
    // A text that is not released yet: without one the pages of drafts and of their changes would stay unseen.
    const draft = textOf('2027.1', '2027-01-01').replace('noticeMonths: 3', 'noticeMonths: 6');
    await saveDraft(world.deps, { personId: null, partyId: null }, draft, { kind: 'nothing' });
    portal = await serve(world.app);
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await portal.close();
    await world.close();
  });

  /** Opens what the links of a page lead to, and of those pages, and so on. */
  const crawl = async (context: BrowserContext, kind: string, starts: readonly string[]): Promise<readonly Found[]> => {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const queue = [...starts];
    const visited = new Set<string>();
    const found: Found[] = [];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const bare = path.split('?')[0] ?? path;
      const pattern = patternOf(bare);
      const key = `${publicPage(pattern) ? 'everyone' : kind} ${pattern}`;
      const times = seen.get(key) ?? 0;
      if (visited.has(path) || NO_PAGE.test(bare) || (times >= PER_ROUTE && !starts.includes(path))) continue;
      visited.add(path);
      seen.set(key, times + 1);
      opened.add(pattern);
      await page.setViewportSize({ width: 1280, height: 900 });
      const answer = await page.goto(portal.url + path);
      const wide = await faultsOf(page);
      await page.setViewportSize({ width: 320, height: 800 });
      const narrow = await faultsOf(page);
      const status = answer?.status() ?? 0;
      const faults = [...wide, ...narrow, ...complaints.splice(0), ...(status >= 400 ? [`status ${status}`] : [])];
      found.push({ path, faults: [...new Set(faults)] });
      queue.push(...(await linksOf(page)));
    }
    await page.close();
    return found;
  };

  const linksOf = async (page: Page): Promise<readonly string[]> => {
    const links = await page.evaluate<string[]>(
      "[...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))",
    );
    return links.filter((href) => href.startsWith('/')).map((href) => href.split('#')[0] ?? href);
  };

  const logIn = async (email: string): Promise<BrowserContext> => {
    const context = await browser.newContext({ locale: 'nl-NL' });
    const page = await context.newPage();
    world.clock.pass(31);
    await page.goto(`${portal.url}/inloggen`);
    await page.getByLabel('E-mailadres').fill(email);
    await page.getByLabel(/wachtwoord/i).fill(DEMONSTRATION_PASSWORD);
    await page.getByRole('main').getByRole('button').first().click();
    const row = await world.deps
      .db('credential as c')
      .join('person as p', 'p.id', 'c.person_id')
      .where({ 'p.email': email, 'c.kind': 'totp' })
      .whereNull('c.retired_at')
      .first<{ secret: string }>('c.secret');
    await page
      .getByRole('main')
      .getByRole('textbox')
      .first()
      .fill(await totpCode(world.deps.keys.vault.open(row.secret), world.clock.now()));
    await page.getByRole('main').getByRole('button').first().click();
    await page.waitForURL(/overzicht|beheer/);
    await page.close();
    return context;
  };

  it('for everyone', async () => {
    const context = await browser.newContext({ locale: 'nl-NL' });
    const starts = [
      '/',
      '/aanmelden',
      '/register?zoek=denk',
      '/register?zoek=Haagsche',
      '/modeltekst',
      '/inloggen',
      '/inloggen/herstel',
      '/uitnodigingen/onbekend',
      '/aanmeldingen/onbekend',
    ];
    const found = await crawl(context, 'everyone', starts);
    const dead = ['/uitnodigingen/onbekend', '/aanmeldingen/onbekend'];
    expect(
      found.filter(({ path, faults }) => faults.some((fault) => !(dead.includes(path) && fault.includes('40')))),
    ).toEqual([]);
    await context.close();
  }, 900_000);

  it.each(demonstrationLogins.map(({ email }) => [email]))(
    'for %s',
    async (email) => {
      const context = await logIn(email);
      const kind = email.endsWith('@nvvk.example')
        ? 'steward'
        : /zutphen|bunnik/.test(email)
          ? 'municipality'
          : 'partner';
      const found = await crawl(
        context,
        kind,
        kind === 'steward' ? ['/beheer', '/account'] : ['/overzicht', '/account'],
      );
      expect(found.filter(({ faults }) => faults.length > 0)).toEqual([]);
      await context.close();
    },
    900_000,
  );

  it('was opened, whatever the route', () => {
    const never = routes
      .filter((route) => route.method === 'get' && !NO_PAGE.test(route.path) && !opened.has(route.path))
      .map(({ path }) => path);
    // What no link leads to: steps of a log-in or of a registration under way, and the pages of a secret link or a running ceremony.
    expect(
      never.filter(
        (path) =>
          !/^\/(inloggen|uitnodigingen|aanmelden|aanmeldingen)\/|voortgang|resultaat|herstelcodes\/nieuw|register\/koppel|controleren\/:kenmerk|account\/organisatie|modelteksten\/:label\/voorbeeld/.test(
            path,
          ),
      ),
    ).toEqual([]);
  });
});
