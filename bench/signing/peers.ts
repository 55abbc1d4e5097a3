// What others have: @signpdf with its P12Signer, and @libpdf/core with the same keys, chain, time-stamper and CRLs as ours.
import { createPrivateKey, webcrypto } from 'node:crypto';
import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import type { PAdESLevel } from '@libpdf/core';
import { portalKey } from './portal-key';
import type { Contender } from '../measure';
import { NOW, type Made } from './made';

export async function peers(made: Made, count: number): Promise<readonly Contender[]> {
  return [signpdf(made, count), ...(await libpdf(made, count))];
}

function signpdf({ base, p12 }: Made, count: number): Contender {
  return {
    name: '@signpdf P12Signer RSA-2048',
    count,
    make: async () => {
      const prepared = plainAddPlaceholder({
        pdfBuffer: base,
        reason: 'Overeenkomst',
        contactInfo: 'bench',
        name: 'Bench',
        location: 'NL',
        signingTime: new Date(NOW),
      });
      // A signer reads its file up as it signs: one for each signature.
      return (await new SignPdf().sign(prepared, new P12Signer(p12))).length - base.length;
    },
  };
}

async function libpdf(made: Made, count: number): Promise<readonly Contender[]> {
  const { PDF, CryptoKeySigner } = await import('@libpdf/core');
  const { base, ca, timestamper } = made;
  const { certificate, chain, crl, privateKey } = portalKey(made);
  const key = await webcrypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' }),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
  const signer = new CryptoKeySigner(key, certificate, 'EC', 'ECDSA', [...chain, ca.root.certificate]);
  const timestampAuthority = {
    timestamp: async (digest: Uint8Array) => (await timestamper.stamp(Buffer.from(digest))).token,
  };
  const revocationProvider = {
    getOCSP: () => Promise.resolve(null),
    getCRL: (asked: Uint8Array) => Promise.resolve(Buffer.from(asked).equals(certificate) ? crl : ca.root.crl),
  };
  const by = (level: PAdESLevel): Contender => ({
    name: `@libpdf ${level} P-256`,
    count,
    make: async () => {
      const pdf = await PDF.load(base);
      const { bytes } = await pdf.sign({
        signer,
        level,
        fieldName: 'Plaats1',
        signingTime: new Date(NOW),
        ...(level === 'B-B' ? {} : { timestampAuthority }),
        ...(level === 'B-LT' || level === 'B-LTA' ? { revocationProvider } : {}),
      });
      return bytes.length - base.length;
    },
  });
  return [by('B-B'), by('B-T'), by('B-LT'), by('B-LTA')];
}
