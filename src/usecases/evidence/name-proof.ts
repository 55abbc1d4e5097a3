import { createHash } from 'node:crypto';
import type { Link } from '../../signing/prove-path';

/** A file of a package. */
export interface PackageFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Whose roots: those of the signatories and those of the time-stamps are trusted for different things. */
type Trust = 'ondertekenaars' | 'tijdstempels';
type Role = 'ondertekenaar' | 'tijdstempel' | 'logboek' | 'uitgever' | `wortel-${Trust}`;

export interface NamedProof {
  /** Names the certificates and CRLs of a path; answers the lines of its file under ketens/. */
  chain(links: readonly Link[], role: 'ondertekenaar' | 'tijdstempel' | 'logboek', trust: Trust): NamedChain;
  /** Each certificate and each CRL once, as PEM; OCSP answers as DER, for which there is no PEM. */
  files(): readonly PackageFile[];
  /** The anchors that were reached: name and SHA-256 of the DER, hex. */
  roots(): readonly { readonly file: string; readonly fingerprint: string }[];
}

export interface NamedChain {
  readonly text: string;
  readonly leaf: string;
  readonly root: string;
}

/** Gives certificates and CRLs names that say what they are, each the same name wherever it is used. */
export function nameProof(): NamedProof {
  const files = new Map<string, { readonly name: string; readonly der: Buffer; readonly label: string | null }>();
  const counts = new Map<string, number>();
  const nameOf = (key: string, folder: string, base: string, der: Buffer, label: string | null): string => {
    const known = files.get(key);
    if (known) return known.name;
    const count = (counts.get(folder + base) ?? 0) + 1;
    counts.set(folder + base, count);
    const name = `${folder}/${base}-${count}.${label === null ? 'der' : 'pem'}`;
    files.set(key, { name, der, label });
    return name;
  };
  const certificate = (der: Buffer, role: Role): string =>
    // A root may be trusted for signatures and for time-stamps: then it stands under both names.
    nameOf(`${role.startsWith('wortel') ? role : ''} ${digest(der)}`, 'certificaten', role, der, 'CERTIFICATE');
  return {
    chain: (links, role, trust) => {
      const lines = links.map(({ certificate: der, issuer, word }, depth) => {
        const last = depth === links.length - 1;
        const subject = certificate(der, depth === 0 ? role : 'uitgever');
        const above = certificate(issuer, last ? `wortel-${trust}` : 'uitgever');
        const about = subject.replace(/^certificaten\/(.*)-\d+\.pem$/, '$1');
        const list = (crl: Buffer): string => nameOf(digest(crl), 'intrekkingslijsten', about, crl, 'X509 CRL');
        const said =
          word.kind === 'crl'
            ? [list(word.crl)]
            : [nameOf(digest(word.ocsp), 'ocsp', about, word.ocsp, null), ...(word.crl ? [list(word.crl)] : [])];
        return { subject, above, said };
      });
      return {
        text: lines.map(({ subject, above, said }) => `${[subject, above, ...said].join(' ')}\n`).join(''),
        leaf: lines[0]?.subject ?? '',
        root: lines.at(-1)?.above ?? '',
      };
    },
    files: () =>
      [...files.values()].map(({ name, der, label }) => ({
        name,
        content: label === null ? der : Buffer.from(pem(der, label)),
      })),
    roots: () =>
      [...files.values()]
        .filter(({ name }) => name.startsWith('certificaten/wortel-'))
        .map(({ name, der }) => ({ file: name, fingerprint: digest(der) })),
  };
}

const digest = (der: Buffer): string => createHash('sha256').update(der).digest('hex');

/** RFC 7468. */
const pem = (der: Buffer, label: string): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replace(/(.{64})(?=.)/g, '$1\n')}\n-----END ${label}-----\n`;
