import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer, { type SendMailOptions } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Fixed for an event, so that a mail sent twice is seen once. */
  readonly messageId: string;
  readonly date: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** Through SMTP. RFC 3834: `Auto-Submitted` keeps out-of-office robots silent. */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport(url, { connectionTimeout: 10_000, socketTimeout: 20_000 } as object);
  return {
    async send(mail) {
      await transport.sendMail(envelope(mail, from));
    },
  };
}

/** Writes each mail as an .eml file: demonstration mode without SMTP. */
export function fileMailer(directory: string, from: string): Mailer {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail) {
      const info = await transport.sendMail(envelope(mail, from));
      mkdirSync(directory, { recursive: true });
      const name = `${mail.date.replace(/[:.]/g, '-')}-${mail.messageId.replace(/[^a-z0-9-]+/gi, '_').slice(0, 80)}.eml`;
      // Whole or not at all: a portal that is killed here leaves no half mail to be read.
      await writeFile(join(directory, `${name}.part`), info.message as Buffer);
      await rename(join(directory, `${name}.part`), join(directory, name));
    },
  };
}

function envelope(mail: Mail, from: string): SendMailOptions {
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: new Date(mail.date),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'nl' },
  };
}
