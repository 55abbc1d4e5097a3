// The main trip, in a real browser with real mail: from both registrations to the register's "Ja", for three agreements in one
// ceremony, with nothing but the keyboard on the signing page.
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createApp } from '../../src/app';
import { smtpMailer } from '../../src/outside/mailer';
import { mailTexts } from '../../src/outside/template-files';
import { totpCode } from '../../src/outside/totp';
import { deliver } from '../../src/usecases/notifications/deliver';
import { addSteward } from '../../src/usecases/onboarding/add-steward';
import { projectRoot } from '../../src/web/project-root';
import { findProblems } from '../../src/usecases/check/find-problems';
import { launch, serve } from '../support/chromium';
import { testWorld, type World } from '../support/world';

interface Post {
  readonly to: string;
  readonly subject: string;
  readonly link: string;
}

/** A mail server on this machine, and what it received. */
async function mailServer(): Promise<{ readonly url: string; readonly post: Post[]; close(): Promise<void> }> {
  const post: Post[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream)
        .then((mail) => {
          const to = Array.isArray(mail.to) ? '' : (mail.to?.text ?? '');
          post.push({ to, subject: mail.subject ?? '', link: /https?:\/\/\S+/.exec(mail.text ?? '')?.[0] ?? '' });
          done();
        })
        .catch((error: unknown) => done(error as Error));
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, post, close: () => new Promise((done) => server.close(done)) };
}

describe('the main trip', () => {
  let world: World;
  let mail: Awaited<ReturnType<typeof mailServer>>;
  let portal: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;

  beforeAll(async () => {
    mail = await mailServer();
    world = await testWorld();
    const deps = {
      ...world.deps,
      mailer: smtpMailer(mail.url, 'Ondertekenportaal <bericht@ondertekenportaal.example>'),
    };
    world = { ...world, deps, app: createApp(deps) };
    portal = await serve(world.app);
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await portal.close();
    await mail.close();
    await world.close();
  });

  /** Sends what is due and gives the newest mail to this address about this subject. */
  const mailTo = async (address: string, subject: RegExp): Promise<string> => {
    while ((await deliver(world.deps, mailTexts(projectRoot), 'trip')) > 0);
    const found = mail.post.filter((one) => one.to.includes(address) && subject.test(one.subject)).at(-1);
    if (!found) throw new Error(`no mail to ${address} about ${subject}: ${JSON.stringify(mail.post)}`);
    return found.link.replace('http://localhost:3000', portal.url);
  };

  const someone = async (width = 1280): Promise<Page> => {
    const context: BrowserContext = await browser.newContext({
      viewport: { width, height: 900 },
      locale: 'nl-NL',
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return page;
  };

  /** A click waits until the next page begins to come, not until it is there. */
  const to = async (page: Page, role: 'button' | 'link', name: string | RegExp): Promise<void> => {
    await page.getByRole('main').getByRole(role, { name }).first().click();
    await page.waitForLoadState();
  };
  const press = (page: Page, name: string | RegExp): Promise<void> => to(page, 'button', name);
  const follow = (page: Page, name: string | RegExp): Promise<void> => to(page, 'link', name);
  const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

  const fill = (page: Page, label: string | RegExp, text: string): Promise<void> =>
    page.getByRole('main').getByLabel(label).and(page.locator('input, textarea')).first().fill(text);
  const tick = (page: Page, label: string | RegExp): Promise<void> =>
    page.getByRole('main').getByLabel(label).and(page.locator('input')).first().check();

  const fillDay = async (page: Page, day: string, month: string, year: string): Promise<void> => {
    for (const [label, text] of [
      ['Dag', day],
      ['Maand', month],
      ['Jaar', year],
    ] as const)
      await fill(page, label, text);
  };
  const fillContact = async (page: Page, name: string, email: string, mailbox: string): Promise<void> => {
    await fill(page, 'Naam', name);
    await fill(page, 'Functie', 'beleidsmedewerker');
    await fill(page, /E-mailadres van uw werk/, email);
    await fill(page, /Telefoonnummer/, '0575 00 00 01');
    await fill(page, /Algemeen e-mailadres/, mailbox);
    await press(page, 'Volgende');
  };

  interface Account {
    readonly page: Page;
    readonly email: string;
    readonly key: string;
  }

  /** The code of this moment; half a minute later the next one counts. */
  const freshCode = (account: Account): Promise<string> => totpCode(account.key, world.clock.now());

  /** Opens an invitation, chooses a password and an app, and leaves the backup codes where they are. */
  const makeAccount = async (page: Page, email: string, link: string): Promise<Account> => {
    await page.goto(link);
    await fill(page, /wachtwoord/i, 'vier losse woorden samen');
    await page.getByRole('main').getByRole('button').first().click();
    const uri = (await page.locator('a[href^="otpauth:"]').getAttribute('href')) ?? '';
    const key = new URL(uri).searchParams.get('secret') ?? '';
    await fill(page, /Code/, await totpCode(key, world.clock.now()));
    await page.getByRole('main').getByRole('button').first().click();
    expect(await heading(page)).toBe('Bewaar uw herstelcodes');
    world.clock.pass(31);
    return { page, email, key };
  };

  /** Invites a signatory, records her mandate, and lets her confirm it at her first log-in. */
  const mandated = async (admin: Account, name: string, email: string, office: string): Promise<Account> => {
    await admin.page.goto(`${portal.url}/organisatie/mensen/uitnodigen`);
    await fill(admin.page, 'Naam', name);
    await fill(admin.page, 'E-mailadres', email);
    await tick(admin.page, /^Tekenbevoegde/);
    await press(admin.page, 'Nodig uit');
    const account = await makeAccount(await someone(390), email, await mailTo(email, /nodigt u uit/));
    await admin.page.goto(`${portal.url}/organisatie/tekenbevoegden/nieuw`);
    await tick(admin.page, new RegExp(name));
    await fill(admin.page, /^Functie/, office);
    await tick(admin.page, /^(Collegebesluit|Statuten)/);
    await fillDay(admin.page, '3', '2', '2026');
    await fill(admin.page, /^Kenmerk/, 'B-2026-119');
    await press(admin.page, 'Leg mandaat vast');
    await account.page.goto(`${portal.url}/overzicht`);
    await follow(account.page, /Bevestig|Bekijk/);
    await press(account.page, 'Ja, dit klopt');
    return account;
  };

  /** Signs what the page shows with Tab, digits and Enter alone. */
  const signWithKeyboard = async (account: Account): Promise<void> => {
    const { page } = account;
    for (let stop = 0; stop < 60; stop++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.name')) === 'code') break;
    }
    await page.keyboard.type(await freshCode(account));
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toMatch(/^Onderteken 3 overeenkomsten$/);
    await page.keyboard.press('Enter');
    // The progress page goes there by itself.
    await page.waitForURL(/resultaat/);
    world.clock.pass(31);
  };

  it('goes from two registrations to a register that says yes', async () => {
    // The NVVK's first steward
    const invitation = await addSteward(world.deps, 'm.bakker@nvvk.example', 'M. Bakker');
    const steward = await makeAccount(
      await someone(),
      'm.bakker@nvvk.example',
      invitation.replace('http://localhost:3000', portal.url),
    );

    // A municipality registers, on a phone
    const visitor = await someone(390);
    await visitor.goto(portal.url);
    await follow(visitor, 'Aanmelden als gemeente');
    await visitor.getByLabel('Naam van de gemeente').fill('Zutphen');
    await press(visitor, 'Volgende');
    await fillContact(visitor, 'A. Jansen', 'a.jansen@zutphen.example', 'vroegsignalering@zutphen.example');
    await tick(visitor, 'Ja, er is een besluit');
    await fillDay(visitor, '3', '2', '2026');
    await fill(visitor, /Kenmerk/, 'B-2026-118');
    await press(visitor, 'Volgende');
    await press(visitor, /Verstuur/);
    expect(await visitor.locator('main').innerText()).toContain('A-2026-000001');
    expect(await mailTo('a.jansen@zutphen.example', /Uw aanmelding is ontvangen \(A-2026-000001\)/)).toContain(
      '/aanmeldingen/',
    );

    // A partner registers with its service area: three sectors, so three agreements with each municipality
    const company = await someone(390);
    await company.goto(portal.url);
    await follow(company, 'Aanmelden als signaalpartner');
    for (const sector of ['Huur', 'Energie', 'Drinkwater']) await tick(company, sector);
    await press(company, 'Volgende');
    await fill(company, /KvK/, '99000042');
    await fill(company, /Statutaire naam/, 'Denkbeeld Nutsbedrijf B.V.');
    await fill(company, /vestigingsplaats/, 'Nergenshuizen');
    await press(company, 'Volgende');
    for (const sector of ['huur', 'energie', 'drinkwater']) {
      expect((await heading(company)).toLowerCase()).toContain(sector);
      await tick(company, sector === 'energie' ? 'Heel Nederland' : /^Provincies/);
      if (sector !== 'energie') await tick(company, 'Gelderland');
      await press(company, 'Volgende');
    }
    await fillContact(company, 'P. Pieters', 'p.pieters@denkbeeld.example', 'post@denkbeeld.example');
    await press(company, /Verstuur/);
    expect(await company.locator('main').innerText()).toContain('A-2026-000002');

    // The steward admits both, oldest first
    await steward.page.goto(`${portal.url}/beheer`);
    for (const name of ['Zutphen', 'Denkbeeld Nutsbedrijf B.V.']) {
      await follow(steward.page, new RegExp(name));
      await press(steward.page, 'Laat toe');
      expect(await steward.page.locator('main').innerText()).toContain('Toegelaten');
      await steward.page.goto(`${portal.url}/beheer`);
    }

    // The municipality makes itself ready: account, local arrangements, a signatory with a mandate
    const jansenMail = await mailTo('a.jansen@zutphen.example', /toegelaten/);
    const jansen = await makeAccount(await someone(), 'a.jansen@zutphen.example', jansenMail);
    await jansen.page.goto(`${portal.url}/overzicht`);
    await follow(jansen.page, /lokale afspraken/);
    await tick(jansen.page, 'VPS');
    await fill(jansen.page, /Adres voor signalen/, 'vroegsignalering@zutphen.example');
    await fill(jansen.page, /hoeveel dagen/, '28');
    await fill(jansen.page, /datalekken/, 'datalek@zutphen.example');
    await fill(jansen.page, /FG/, 'privacy@zutphen.example');
    await press(jansen.page, 'Bewaar');
    const wethouder = await mandated(
      jansen,
      'F. de Vries',
      'f.devries@zutphen.example',
      'wethouder schuldhulpverlening',
    );

    // The partner does the same
    const pietersMail = await mailTo('p.pieters@denkbeeld.example', /toegelaten/);
    const pieters = await makeAccount(await someone(), 'p.pieters@denkbeeld.example', pietersMail);
    const director = await mandated(pieters, 'J. Łukasz-Peeters', 'j.lukasz@denkbeeld.example', 'directeur');

    // The municipality prepares three agreements and signs them in one ceremony
    await jansen.page.goto(`${portal.url}/overzicht`);
    await follow(jansen.page, 'Kies en zet klaar');
    await press(jansen.page, /Zet 3 klaar/);
    await wethouder.page.goto(
      await mailTo('f.devries@zutphen.example', /^3 overeenkomsten wachten op uw handtekening \(S-2026-000001\)/),
    );
    await signWithKeyboard(wethouder);
    expect(await wethouder.page.locator('main').innerText()).toContain('3 ondertekend');

    // The partner countersigns them in one ceremony
    await pieters.page.goto(
      await mailTo('p.pieters@denkbeeld.example', /3 overeenkomsten wachten op medeondertekening/),
    );
    await press(pieters.page, /Stuur 3 door/);
    await director.page.goto(
      await mailTo('j.lukasz@denkbeeld.example', /^3 overeenkomsten wachten op uw handtekening/),
    );
    await signWithKeyboard(director);
    expect(await director.page.locator('main').innerText()).toContain('3 ondertekend');

    // The register says yes, to anyone, and nothing is out of order
    const anyone = await someone(390);
    await anyone.goto(portal.url);
    await anyone.goto(`${portal.url}/register/gemeenten/GM0301/signaalpartners/SP-00001`);
    expect(await heading(anyone)).toBe('Mag Denkbeeld Nutsbedrijf B.V. signalen sturen aan de gemeente Zutphen?');
    expect((await anyone.locator('main').innerText()).match(/: ja, vanaf \d\d\.\d\d uur/g)).toHaveLength(3);
    world.clock.pass(86_400);
    await anyone.reload();
    expect((await anyone.locator('main').innerText()).match(/: ja$/gm)).toHaveLength(3);
    expect(await findProblems(world.deps)).toEqual([]);
    expect(await mailTo('p.pieters@denkbeeld.example', /3 overeenkomsten zijn van kracht/)).toContain(
      '/overeenkomsten',
    );
  }, 300_000);
});
