import type { MailBlock, MailText } from './mail-text';

interface Dressing {
  readonly greeting: string;
  readonly link: string;
  /** Host of the portal, to be typed by hand by who does not trust the mail. */
  readonly host: string;
  readonly demonstration: boolean;
}

const STRIP = 'Demonstratie met verzonnen gegevens. Dit zegt niets over echte gemeenten of bedrijven.';
const FOOT = 'Er zit geen bijlage bij deze e-mail.';
const DOUBT = 'Vertrouwt u dit niet? Typ dan zelf';

/** The mail as plain text: the same words in the same order. */
export function plainMail(text: MailText, { greeting, link, host, demonstration }: Dressing): string {
  const feet = text.blocks.filter((block) => block.kind === 'foot').map((block) => block.text);
  const body = text.blocks
    .filter((block) => block.kind !== 'foot')
    .map((block) => {
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
    [...feet, FOOT].join(' '),
    `${DOUBT} ${host} in uw browser.`,
    '',
  ].join('\n');
}

/** The portal's pen stroke. A mail program that draws no SVG leaves a square of the same colour; nothing is fetched. */
const MARK =
  '<svg viewBox="0 0 44 44" width="40" height="40" aria-hidden="true"><path d="M11.5 29.5h2c6-3 9.5-9 7.5-12-1.5-2.200-4.5-.5-5 3.5-.4 4 .5 8.5 2.800 8.500 2.400 0 2.900-4.500 4.900-4.500 1.700 0 1 4 2.600 4 1.500 0 1.700-3.500 3.200-3.500 1.300 0 1.200 2.500 3.500 2.500" fill="none" stroke="#ffffff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>';

const FONT = "font-family:'Source Sans 3','Segoe UI',Arial,sans-serif";
const QUIET = 'color:#4a5568';

/** The mail as HTML: tables and inline styles, 600 px, because mail programs know little else. */
export function htmlMail(text: MailText, { greeting, link, host, demonstration }: Dressing): string {
  const feet = text.blocks.filter((block) => block.kind === 'foot');
  const blocks = text.blocks.filter((block) => block.kind !== 'foot');
  const before = blocks.findIndex((block) => block.kind === 'heading');
  const upper = before === -1 ? blocks : blocks.slice(0, before);
  const lower = before === -1 ? [] : blocks.slice(before);
  const cautions = upper.filter((block) => block.kind === 'caution');
  const facts = upper.filter((block) => block.kind === 'fact');
  const words = upper.filter((block) => block.kind === 'paragraph' || block.kind === 'quote');
  return `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(text.subject)}</title></head>
<body style="margin:0;background:#f6f8f9;${FONT};color:#14202b;font-size:17px;line-height:1.5">
${demonstration ? `<div style="background:#eef1f3;color:#37444f;font-size:14px;padding:10px 16px;text-align:center">${STRIP}</div>` : ''}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#ffffff;border:1px solid #d9dee3;border-top:4px solid #0b5f6e">
<tr><td style="padding:28px 40px 8px"><table role="presentation" cellpadding="0" cellspacing="0"><tr><td width="40" height="42" align="center" style="width:40px;height:42px;background:#0b5f6e;border-radius:8px;line-height:0">${MARK}</td><td style="padding-left:12px;font-size:16px;line-height:1.35"><strong>Ondertekenportaal</strong><br><span style="${QUIET};font-size:15px">Landelijk Convenant Vroegsignalering</span></td></tr></table></td></tr>
<tr><td style="padding:20px 40px 24px"><h1 style="margin:0 0 20px;font-size:28px;line-height:1.25;color:#0d2530">${escape(text.subject.replace(/ \([AS]-\d{4}-\d{6}\)$/, ''))}</h1>
<p style="margin:0 0 16px">${escape(greeting)}</p>
${words.map(paragraph).join('\n')}
${facts.length > 0 ? `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:8px 0 24px;border-bottom:1px solid #d9dee3">${facts.map(factRow).join('')}</table>` : ''}
<p style="margin:0 0 12px"><a href="${escape(link)}" style="display:block;background:#0b5f6e;color:#ffffff;text-align:center;text-decoration:none;font-weight:bold;padding:14px 20px;border-radius:6px">${escape(text.button)}</a></p>
${cautions.map(({ text: caution }) => `<p style="margin:0 0 16px;font-size:15px;${QUIET}">${escape(caution)}</p>`).join('\n')}
${lower.map(paragraph).join('\n')}
</td></tr>
<tr><td style="padding:20px 40px 28px;background:#f6f8f9;border-top:1px solid #d9dee3;font-size:14px;${QUIET}">${[...feet.map((block) => escape(block.text)), FOOT].join(' ')}<br>${DOUBT} <span style="color:#14202b">${escape(host)}</span> in uw browser.</td></tr>
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
    case 'foot':
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
