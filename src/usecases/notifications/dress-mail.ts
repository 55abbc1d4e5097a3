import type { MailBlock, MailText } from './mail-text';

interface Dressing {
  readonly greeting: string;
  readonly link: string;
  /** Host of the portal, to be typed by hand by who does not trust the mail. */
  readonly host: string;
  readonly demonstration: boolean;
}

const STRIP = 'Demonstratie met verzonnen gegevens. Dit zegt niets over echte gemeenten of bedrijven.';
const FOOT = 'Er zit geen bijlage bij deze e-mail. Vertrouwt u dit niet? Typ dan zelf';

/** The mail as plain text: the same words in the same order. */
export function plainMail(text: MailText, { greeting, link, host, demonstration }: Dressing): string {
  const body = text.blocks.map((block) => {
    switch (block.kind) {
      case 'fact':
        return `${block.label}: ${block.text}`;
      case 'heading':
        return `\n${block.text}`;
      case 'quote':
        return `  "${block.text}"`;
      default:
        return block.text;
    }
  });
  const strip = demonstration ? [STRIP, ''] : [];
  return [
    ...strip,
    greeting,
    '',
    ...body,
    '',
    `${text.button}: ${link}`,
    '',
    `${FOOT} ${host} in uw browser.`,
    '',
  ].join('\n');
}

const FONT = "font-family:'Source Sans 3','Segoe UI',Arial,sans-serif";
const QUIET = 'color:#4a5568';

/** The mail as HTML: tables and inline styles, 600 px, because mail programs know little else. */
export function htmlMail(text: MailText, { greeting, link, host, demonstration }: Dressing): string {
  const before = text.blocks.findIndex((block) => block.kind === 'heading');
  const upper = before === -1 ? text.blocks : text.blocks.slice(0, before);
  const lower = before === -1 ? [] : text.blocks.slice(before);
  const cautions = upper.filter((block) => block.kind === 'caution');
  const facts = upper.filter((block) => block.kind === 'fact');
  const words = upper.filter((block) => block.kind === 'paragraph' || block.kind === 'quote');
  return `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(text.subject)}</title></head>
<body style="margin:0;background:#f6f8f9;${FONT};color:#14202b;font-size:17px;line-height:1.5">
${demonstration ? `<div style="background:#eef1f3;color:#37444f;font-size:14px;padding:10px 16px;text-align:center">${STRIP}</div>` : ''}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#ffffff;border:1px solid #d9dee3;border-top:4px solid #0b5f6e">
<tr><td style="padding:28px 40px 8px;font-size:15px"><strong>Ondertekenportaal</strong><br><span style="${QUIET}">Landelijk Convenant Vroegsignalering</span></td></tr>
<tr><td style="padding:16px 40px 0"><h1 style="margin:0 0 20px;font-size:26px;line-height:1.25;color:#0d2530">${escape(text.subject.replace(/ \([AS]-\d{4}-\d{6}\)$/, ''))}</h1>
<p style="margin:0 0 16px">${escape(greeting)}</p>
${words.map(paragraph).join('\n')}
${facts.length > 0 ? `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:8px 0 24px;border-bottom:1px solid #d9dee3">${facts.map(factRow).join('')}</table>` : ''}
<p style="margin:0 0 12px"><a href="${escape(link)}" style="display:block;background:#0b5f6e;color:#ffffff;text-align:center;text-decoration:none;font-weight:bold;padding:14px 20px;border-radius:6px">${escape(text.button)}</a></p>
${cautions.map(({ text: caution }) => `<p style="margin:0 0 16px;font-size:15px;${QUIET}">${escape(caution)}</p>`).join('\n')}
${lower.map(paragraph).join('\n')}
</td></tr>
<tr><td style="padding:20px 40px 28px;background:#f6f8f9;border-top:1px solid #d9dee3;font-size:14px;${QUIET}">${FOOT} <span style="color:#14202b">${escape(host)}</span> in uw browser.</td></tr>
</table></td></tr></table></body></html>
`;
}

function paragraph(block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h2 style="margin:24px 0 4px;font-size:17px;color:#0d2530">${escape(block.text)}</h2>`;
    case 'quote':
      return `<blockquote style="margin:0 0 16px;padding:4px 0 4px 16px;border-left:5px solid #d9dee3">${escape(block.text)}</blockquote>`;
    case 'fact':
    case 'paragraph':
    case 'caution':
      return `<p style="margin:0 0 16px">${escape(block.text)}</p>`;
  }
}

function factRow(block: MailBlock): string {
  if (block.kind !== 'fact') return '';
  const cell = 'padding:10px 0;border-top:1px solid #d9dee3;vertical-align:top';
  return `<tr><td style="${cell};width:180px;font-weight:bold">${escape(block.label)}</td><td style="${cell}">${escape(block.text)}</td></tr>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
