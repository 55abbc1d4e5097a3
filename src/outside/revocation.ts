import { extensionOf, type Certificate } from '../signing/certificates/read-certificate';
import { children, readDer, sequenceOf } from '../signing/der/read';
import { OID } from '../signing/oids';

export interface FetchLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * The CRL of whoever issued a certificate, from the addresses in that certificate; null when none of them gives one. It is
 * data from outside: the caller must check its signature and what it speaks of.
 */
export async function fetchCrl(certificate: Certificate, limits: FetchLimits): Promise<Buffer | null> {
  for (const url of crlAddresses(certificate)) {
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(limits.timeoutMs) });
      const crl = response.status === 200 ? await readAtMost(response, limits.maxBytes) : null;
      if (crl) return crl;
    } catch {
      // The next address; when there is none, the caller says what is missing and tries again later.
    }
  }
  return null;
}

/** RFC 5280 4.2.1.13: addresses over HTTP; LDAP and names relative to the issuer are left aside. */
export function crlAddresses(certificate: Certificate): readonly string[] {
  const points = extensionOf(certificate, OID.crlDistributionPoints);
  if (!points) return [];
  return sequenceOf(readDer(points.value)).flatMap((point) => {
    const name = children(point).find((part) => part.tag === 0xa0);
    const full = name && children(name).find((part) => part.tag === 0xa0);
    const addresses = full ? children(full).filter((part) => part.tag === 0x86) : [];
    return addresses.map((part) => part.content.toString('latin1')).filter((url) => /^https?:\/\//.test(url));
  });
}

async function readAtMost(response: Response, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
