import type { Deps } from '../../deps';
import type { Agreement } from '../../domain/agreement';
import type { AgreementFacts } from '../../domain/agreement-facts';
import type { AuditKind } from '../../domain/audit';
import { inclusionPath } from '../../domain/merkle';
import type { Instant } from '../../domain/time';
import { factsOf } from '../../persistence/agreement';
import { entriesAbout, type LoggedEntry } from '../../persistence/audit-entry';
import { openTree } from '../../persistence/audit-tree';
import type { Checkpoint } from '../../persistence/checkpoint';
import { fileHashes, fileOf, type StoredFile } from '../../persistence/document-segment';
import { rootCrls } from '../../persistence/key-version';
import { signedPlaces, type SignedPlace } from '../../persistence/read/evidence';
import { slotsOf } from '../../persistence/signature-slot';
import { readCertificate } from '../../signing/certificates/read-certificate';
import { openSignature, openToken, provePath, type Link, type PathProof, type ToShow } from '../../signing/prove-path';
import { takeApart, type SignedPart } from '../../signing/take-apart';
import { checkpointFor } from './make-checkpoint';

/** A detached signature with its time-stamp, and the standing of both certificates. */
export interface ProvenSignature {
  readonly cms: Buffer;
  readonly token: Buffer;
  readonly links: readonly Link[];
  readonly stampLinks: readonly Link[];
  readonly stampedAt: Instant;
}

export interface Evidence {
  readonly agreement: Agreement;
  readonly facts: AgreementFacts;
  readonly file: StoredFile;
  /** How many places there are, signed or not. */
  readonly places: number;
  readonly signatures: readonly (ProvenSignature & { readonly part: SignedPart; readonly place: SignedPlace })[];
  readonly archive: readonly { readonly part: SignedPart; readonly links: readonly Link[]; readonly at: Instant }[];
  readonly entries: readonly (LoggedEntry & { readonly path: readonly string[] })[];
  readonly checkpoint: Checkpoint & ProvenSignature;
}

/**
 * Reads all that proves an agreement, and completes it: a checkpoint of the log that covers its entries, and proof of the standing
 * of each certificate. Null while nobody signed. Throws TimestampError and SigningError when proof is not to be had.
 */
export async function gatherEvidence(deps: Deps, agreement: Agreement): Promise<Evidence | null> {
  for (;;) {
    const evidence = await gather(deps, agreement);
    // A signature that came meanwhile would be in one part and not in the other.
    const now = (await fileHashes(deps.db, [agreement.id])).get(agreement.id);
    if (!evidence || evidence.file.sha256 === now) return evidence;
  }
}

async function gather(deps: Deps, agreement: Agreement): Promise<Evidence | null> {
  const { db, trust } = deps;
  const file = await fileOf(db, agreement.id);
  const facts = await factsOf(db, agreement.id);
  const places = await signedPlaces(db, agreement.id);
  if (!file || !facts || places.length === 0) return null;
  const entries = await entriesOf(deps, agreement, places);
  const checkpoint = await checkpointFor(deps, entries.at(-1)?.seq ?? 0);
  const apart = takeApart(file.bytes);
  const crls = [
    ...apart.proof.crls,
    ...places.map(({ crl }) => crl).filter(({ length }) => length > 0),
    ...(await rootCrls(db)),
    deps.keys.portal.root.crl,
    ...checkpoint.proof.crls,
  ];
  const ocsps = [...apart.proof.ocsps, ...checkpoint.proof.ocsps];
  const terms = { at: { crls, ocsps }, fetchProof: deps.fetchProof, ...(trust.known ? { known: trust.known } : {}) };
  const stored = apart.proof.certificates.map((der) => (trust.known?.read ?? readCertificate)(der));
  const prove = (of: ToShow, anchors: PathProof['anchors']): Promise<readonly Link[]> =>
    provePath({ ...of, pool: [...of.pool, ...stored] }, { ...terms, anchors });
  const proven = async (cms: Buffer): Promise<ProvenSignature> => {
    const { token, signer, stamper } = openSignature(cms, trust.known);
    const links = await prove(signer, trust.anchors);
    return { cms, token, links, stampLinks: await prove(stamper, trust.tsaAnchors), stampedAt: stamper.at };
  };
  const signatures: Evidence['signatures'][number][] = [];
  const archive: Evidence['archive'][number][] = [];
  for (const part of apart.parts) {
    if (part.kind === 'timestamp') {
      const stamper = openToken(part.contents, trust.known);
      archive.push({ part, links: await prove(stamper, trust.tsaAnchors), at: stamper.at });
      continue;
    }
    const place = places[signatures.length];
    if (!place) throw new Error(`${agreement.number} has more signatures than are recorded`);
    signatures.push({ ...(await proven(part.contents)), part, place });
  }
  const indexes = entries.map(({ seq }) => seq - 1);
  const tree = await openTree(db, checkpoint.size, indexes);
  return {
    agreement,
    facts,
    file,
    places: (await slotsOf(db, [agreement.id])).get(agreement.id)?.length ?? 0,
    signatures,
    archive,
    entries: entries.map((entry) => ({ ...entry, path: inclusionPath(entry.seq - 1, checkpoint.size, tree) })),
    checkpoint: { ...checkpoint, ...(await proven(checkpoint.cms)) },
  };
}

const OF_MANDATES: readonly AuditKind[] = ['mandate-recorded', 'mandate-confirmed', 'mandate-revoked'];

/** The entries about the agreement, the consents under its signatures, their mandates and their second factors. */
async function entriesOf(
  { db }: Deps,
  agreement: Agreement,
  places: readonly SignedPlace[],
): Promise<readonly LoggedEntry[]> {
  const about = await entriesAbout(db, [agreement.id], null);
  const ceremonies = places.map(({ ceremony }) => ceremony.id);
  const consents = await entriesAbout(db, ceremonies, ['ceremony-handed-over', 'ceremony-consented']);
  const parties = places.map(({ partyId }) => partyId);
  const mandates = places.map(({ mandate }) => mandate.mandateId);
  const ofMandates = (await entriesAbout(db, parties, OF_MANDATES)).filter(({ body }) =>
    mandates.some((id) => id === body['mandate']),
  );
  const people = places.map(({ personId }) => personId);
  const ofFactors = (await entriesAbout(db, people, ['totp-enrolled'])).filter(({ body }) =>
    places.some(({ factorEvidence }) => factorEvidence['credential'] === body['credentialId']),
  );
  const all = [...about, ...consents, ...ofMandates, ...ofFactors];
  return [...new Map(all.map((entry) => [entry.seq, entry])).values()].sort((a, b) => a.seq - b.seq);
}
