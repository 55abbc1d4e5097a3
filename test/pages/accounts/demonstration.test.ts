import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { createApp } from '../../../src/app';
import { fileMailer } from '../../../src/outside/mailer';
import { mailDirectory } from '../../../src/web/project-root';
import { account, submit } from '../../support/people';
import { admittedMunicipality } from '../../support/parties';
import { testWorld, type World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world.close());

describe('the pages of a demonstration', () => {
  it('show each login with a code that works', async () => {
    const municipality = await admittedMunicipality(world, 'GM0344');
    const jansen = await account(world, municipality.id, ['contact', 'admin']);
    const page = await request(world.app).get('/dev/totp');
    expect(page.text).toContain(jansen.email);
    const code = />(\d{6})</.exec(page.text.slice(page.text.indexOf(jansen.email)))?.[1] ?? '';
    const agent = request.agent(world.app);
    await submit(agent, '/inloggen', { email: jansen.email, wachtwoord: jansen.password });
    expect((await submit(agent, '/inloggen/code', { code })).status).toBe(303);
  });

  it('show the mails, with links to click on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demonstration-'));
    const config = { ...world.deps.config, databaseUrl: `sqlite:${join(folder, 'portal.sqlite')}` };
    const app = createApp({ ...world.deps, config });
    await fileMailer(mailDirectory(config), 'bericht@portaal.example').send({
      to: 'a.jansen@utrecht.example',
      subject: 'A. Jansen nodigt u uit (toets)',
      text: 'Maak uw account:\nhttp://localhost:3000/uitnodigingen/abc\n<b>niet vet</b>',
      html: '<p>x</p>',
      messageId: '<toets@portaal.example>',
      date: world.clock.now(),
    });
    const list = await request(app).get('/dev/mail');
    const path = /href="(\/dev\/mail\/[^"]+)">A\. Jansen nodigt u uit \(toets\)/.exec(list.text)?.[1] ?? '';
    const mail = await request(app).get(path);
    expect(mail.text).toContain('href="http://localhost:3000/uitnodigingen/abc"');
    expect(mail.text).toContain('&lt;b&gt;niet vet&lt;/b&gt;');
    expect((await request(app).get('/dev/mail/absent.eml')).status).toBe(404);
    rmSync(folder, { recursive: true });
  });

  it('are not there in production', async () => {
    const config = { ...world.deps.config, production: true, demonstration: false };
    const app = createApp({ ...world.deps, config });
    for (const path of ['/dev/totp', '/dev/mail', '/dev/mail/x.eml']) {
      expect((await request(app).get(path).set('Host', 'localhost:3000')).status).toBe(404);
    }
    expect((await request(app).get('/inloggen').set('Host', 'localhost:3000')).text).not.toContain('/dev/totp');
  });
});
