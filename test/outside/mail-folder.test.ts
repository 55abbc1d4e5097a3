import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailNames, readMail } from '../../src/outside/mail-folder';
import { fileMailer } from '../../src/outside/mailer';

describe('the folder of mails', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mails-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const mail = {
    to: 'm.koç@voorbeeldstad.example',
    subject: 'Gemeente Súdwest-Fryslân is toegelaten: 45 overeenkomsten wachten op uw handtekening (S-2026-000117)',
    text: `Beste mevrouw Koç,\n\nGa verder: http://localhost:3000/uitnodigingen/${'a'.repeat(90)}=3D\n\nÉén keer €\n`,
    html: '<p>Beste mevrouw Koç</p>',
    messageId: '<een@voorbeeld.example>',
    date: '2026-11-23T08:00:00.000Z',
  };

  it('gives back what the mailer wrote: subject, receiver and text with whole links', async () => {
    await fileMailer(directory, 'Portaal <bericht@portaal.example>').send(mail);
    const [name] = await mailNames(directory);
    const read = await readMail(directory, name ?? '');
    expect(read?.subject).toBe(mail.subject);
    expect(read?.to).toContain('voorbeeldstad');
    expect(read?.text.trim()).toBe(mail.text.trim());
    expect(new Date(read?.date ?? '').toISOString()).toBe(mail.date);
  });

  it('lists the newest first, and nothing where no mail was sent', async () => {
    const mailer = fileMailer(directory, 'bericht@portaal.example');
    await mailer.send(mail);
    await mailer.send({ ...mail, date: '2026-11-24T08:00:00.000Z', messageId: '<twee@voorbeeld.example>' });
    expect((await mailNames(directory)).map((name) => name.slice(0, 10))).toEqual(['2026-11-24', '2026-11-23']);
    expect(await mailNames(join(directory, 'nergens'))).toEqual([]);
  });

  it.each(['../secret.eml', '..%2Fsecret.eml', 'secret.txt', '', 'absent.eml'])('has no mail %j', async (name) => {
    writeFileSync(join(directory, 'secret.txt'), 'Subject: x\n\nx');
    expect(await readMail(directory, name)).toBeNull();
  });
});
