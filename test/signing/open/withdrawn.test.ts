import type { Authority } from '../../../src/signing/certificates/crl';
import { answerOcsp } from '../../../src/signing/certificates/ocsp-answer';
import { verifyAny } from '../../../src/signing/open/verify-any';
import { addRevision, contract, newPdf, streamBody, STYLES, type Style } from '../../support/foreign-pdf';
import {
  cmsOver,
  crlAgainst,
  issuer,
  ISSUING,
  leaf,
  ROOT,
  rootAuthority,
  secondStamper,
  signPdf,
  STAMPING,
  stamper,
  token,
  type LeafTerms,
} from '../../support/foreign-signer';
import { revoked } from '../../support/revocation-lies';
import { verdict, OUT_OF_BOUNDS, PASSED, REVOKED_NO_POE } from '../../support/verdicts';

// Certificates that were withdrawn or not yet valid, and what time-stamps prove of it (EN 319 102-1 5.1.3, RFC 3161 4.1). Of each
// case: when the signature was stamped, what was withdrawn when, and what the time-stamps of other authorities saw.

const DAY = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const SIGNED = DAY(24);
const NOW = '2026-11-30T10:00:00.000Z';

interface Case {
  /** Of the token in the signature; without, it has none. */
  readonly stamped?: string;
  readonly leaf?: LeafTerms;
  readonly crls?: (certificate: Buffer) => readonly Buffer[];
  readonly ocsps?: () => readonly Buffer[];
  /** Document time-stamps before and after the signature: by whom, and when. */
  readonly before?: readonly [Authority, string];
  readonly after?: readonly [Authority, string];
}

const ownCrl = (at: string) => (certificate: Buffer) => [crlAgainst(issuer, certificate, at)];
const stamperCrl = (at: string, reason?: number) => () => [crlAgainst(rootAuthority, STAMPING, at, reason)];
const stamperOcsp = (at: string, reason: number | null) => () => [
  answerOcsp(rootAuthority, {
    certificate: STAMPING,
    issuer: ROOT,
    thisUpdate: NOW,
    nextUpdate: null,
    status: revoked(at, reason),
    certificates: [],
  }),
];
/** Only a time-stamp from before its end makes this one pass. */
const EXPIRED = { notAfter: DAY(26) };

function fileOf(style: Style, { stamped, leaf: terms, crls, ocsps, before, after }: Case): Buffer {
  const certificate = leaf('p256', terms);
  const stamp = (file: Buffer, number: number, others: readonly number[], by: readonly [Authority, string]): Buffer =>
    signPdf(file, style, {
      number,
      others,
      field: `Stempel${number}`,
      subFilter: 'ETSI.RFC3161',
      cms: (data) => token(data, by[1], by[0]),
    });
  let file = newPdf(style, contract());
  if (before) file = stamp(file, 40, [], before);
  const cms = (data: Buffer): Buffer =>
    cmsOver(data, { kind: 'p256', certificate, ...(stamped ? { stampedAt: stamped } : {}) });
  const others = before ? [40] : [];
  file = signPdf(file, style, { number: 20, others, cms });
  const found = crls?.(certificate) ?? [];
  const plain = (bytes: Buffer): string => streamBody(bytes.toString('latin1'));
  const answers = ocsps?.() ?? [];
  const numbered = [...found, ...answers].map((bytes, i) => [60 + i, plain(bytes)] as const);
  const refs = numbered.map(([number]) => `${number} 0 R`);
  const [crlRefs, ocspRefs] = [refs.slice(0, found.length).join(' '), refs.slice(found.length).join(' ')];
  file = addRevision(file, style, {
    1: `<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 9 0 R /DSS << /Type /DSS /CRLs [${crlRefs}] /OCSPs [${ocspRefs}] >> >>`,
    ...Object.fromEntries(numbered),
  });
  return after ? stamp(file, 50, [...others, 20], after) : file;
}

const cases: readonly (readonly [string, string, Case])[] = [
  ['nothing withdrawn', PASSED, { stamped: SIGNED }],
  ['withdrawn before the signer says to have signed', REVOKED_NO_POE, { crls: ownCrl(DAY(1)) }],
  ['withdrawn after the signer says to have signed', REVOKED_NO_POE, { crls: ownCrl(DAY(25)) }],
  ['withdrawn before the signature was stamped', REVOKED_NO_POE, { stamped: SIGNED, crls: ownCrl(DAY(1)) }],
  ['withdrawn after the signature was stamped', PASSED, { stamped: SIGNED, crls: ownCrl(DAY(25)) }],
  ['withdrawn after the document was stamped', PASSED, { after: [stamper, SIGNED], crls: ownCrl(DAY(25)) }],
  [
    'signed over a time-stamp from after the withdrawal',
    'TOTAL-FAILED/REVOKED',
    { before: [stamper, DAY(23)], stamped: SIGNED, crls: ownCrl(DAY(22)) },
  ],
  [
    'signed over a time-stamp from before the withdrawal',
    REVOKED_NO_POE,
    { before: [stamper, DAY(21)], stamped: SIGNED, crls: ownCrl(DAY(22)) },
  ],
  [
    'an issuer withdrawn before the stamp',
    'INDETERMINATE/REVOKED_CA_NO_POE',
    { stamped: SIGNED, crls: () => [crlAgainst(rootAuthority, ISSUING, DAY(1))] },
  ],
  [
    'an issuer withdrawn after the stamp',
    PASSED,
    { stamped: SIGNED, crls: () => [crlAgainst(rootAuthority, ISSUING, DAY(25))] },
  ],
  [
    'stamped before the certificate was made',
    'INDETERMINATE/NOT_YET_VALID',
    { stamped: SIGNED, leaf: { notBefore: '2026-11-24T10:30:00.000Z' } },
  ],
  ['a certificate from the future', OUT_OF_BOUNDS, { leaf: { notBefore: '2027-01-01T00:00:00.000Z' } }],
  ['expired, stamped in time', PASSED, { stamped: SIGNED, leaf: EXPIRED }],
  ['expired, stamped too late', OUT_OF_BOUNDS, { stamped: DAY(27), leaf: EXPIRED }],
  [
    'expired, stamped by who was withdrawn before',
    OUT_OF_BOUNDS,
    { stamped: SIGNED, leaf: EXPIRED, crls: stamperCrl(DAY(1), 4) },
  ],
  [
    'expired, stamped by who was withdrawn later with a good key',
    PASSED,
    { stamped: SIGNED, leaf: EXPIRED, crls: stamperCrl(DAY(28), 4) },
  ],
  [
    'expired, stamped by whose key leaked later',
    OUT_OF_BOUNDS,
    { stamped: SIGNED, leaf: EXPIRED, crls: stamperCrl(DAY(28), 1) },
  ],
  [
    'expired, stamped by who was withdrawn later, nobody says why',
    OUT_OF_BOUNDS,
    { stamped: SIGNED, leaf: EXPIRED, crls: stamperCrl(DAY(28)) },
  ],
  ...([4, 1, null] as const).map((reason): readonly [string, string, Case] => [
    `expired, stamped by who was withdrawn later, as OCSP says for reason ${reason}`,
    reason === 4 ? PASSED : OUT_OF_BOUNDS,
    { stamped: SIGNED, leaf: EXPIRED, ocsps: stamperOcsp(DAY(28), reason) },
  ]),
  [
    'expired, stamped by whose key leaked later, after another had seen it',
    PASSED,
    { stamped: SIGNED, leaf: EXPIRED, crls: stamperCrl(DAY(28), 1), after: [secondStamper, DAY(27)] },
  ],
  [
    'expired, stamped by whose key leaked later, before another had seen it',
    OUT_OF_BOUNDS,
    { stamped: SIGNED, leaf: EXPIRED, crls: stamperCrl(DAY(28), 1), after: [secondStamper, DAY(29)] },
  ],
];

test.each(cases)('%s: %s', (_what, expected, terms) => {
  const found = STYLES.map((style) => verdict(verifyAny(fileOf(style, terms), { anchors: [ROOT], now: NOW })));
  expect(found).toEqual(STYLES.map(() => expected));
});
