import { createHash, timingSafeEqual } from 'node:crypto';
import { atMost } from '../../at-most';
import type { Deps } from '../../deps';
import type { Agreement } from '../../domain/agreement';
import { DomainError } from '../../domain/errors';
import type { Party } from '../../domain/parties';
import type { Instant } from '../../domain/time';
import { verifyInChild } from '../../outside/verify-child';
import { agreementsById, factsOf, findAgreement } from '../../persistence/agreement';
import { crlsOf } from '../../persistence/certificate';
import { fileOf } from '../../persistence/document-segment';
import { countAttempt, giveBackAttempt, type Limit } from '../../persistence/login-attempt';
import { findParty } from '../../persistence/party';
import { agreementOfFile } from '../../persistence/read/checked-document';
import { allSectors } from '../../persistence/sector';
import { signaturesOf, type Signature } from '../../persistence/signature';
import { slotsOf, type SlotState } from '../../persistence/signature-slot';
import { verifyOwn } from '../../signing/verify/verify-own';
import type { Report } from '../../signing/verify/report';

type Needs = Pick<Deps, 'db' | 'clock' | 'trust'>;

/** What the register knows of a document, apart from any file. */
export interface KnownDocument {
  readonly agreement: Agreement;
  readonly municipality: Party;
  readonly partner: Party;
  readonly sector: string;
  /** As frozen in the text; null when it is not known. */
  readonly textVersion: string | null;
  readonly slots: readonly SlotState[];
  readonly signatures: readonly Signature[];
}

/**
 * `real`: the file, byte for byte, as the register has it, and it verifies. `earlier`: it was that once, and more was signed
 * since. `known`: kenmerk and code fit; no file was looked at. `foreign`: somebody else's file. `changed`: says that it is
 * the portal's, and is not.
 */
export type CheckOutcome = 'real' | 'earlier' | 'known' | 'foreign' | 'changed';

export interface CheckedDocument {
  readonly outcome: CheckOutcome;
  readonly known: KnownDocument | null;
  readonly report: Report | null;
  readonly size: number | null;
  readonly at: Instant;
}

const UPLOADS: Limit = { times: 60, seconds: 15 * 60 };
const WRONG_CODES: Limit = { times: 30, seconds: 15 * 60 };
const key = (what: string, address: string): string => `${what}:${createHash('sha256').update(address).digest('hex')}`;

/** Checks an uploaded file. Nothing of it is kept. Throws `too-many-checks`. */
export async function checkUpload(deps: Needs, bytes: Buffer, address: string): Promise<CheckedDocument> {
  const now = deps.clock.now();
  if (!(await countAttempt(deps.db, key('upload', address), UPLOADS, now)))
    throw new DomainError('too-many', 'too-many-checks');
  const recorded = await agreementOfFile(deps.db, createHash('sha256').update(bytes).digest('hex'));
  const agreement = recorded
    ? ((await agreementsById(deps.db, [recorded.agreementId]))[0] ?? null)
    : await agreementNamedIn(deps, bytes);
  const known = agreement && (await knownDocument(deps, agreement));
  const report = await oneOfFew(async () =>
    verifyInChild({ bytes, trust: await trustFor(deps, known, recorded?.isNewest ?? true) }),
  );
  return { outcome: outcomeOf(recorded, known, report), known, report, size: bytes.length, at: now };
}

function outcomeOf(
  recorded: { readonly isNewest: boolean } | null,
  known: KnownDocument | null,
  report: Report,
): CheckOutcome {
  if (!recorded) return known ? 'changed' : 'foreign';
  // The bytes are the register's own; that they verify as well is what the signatures are for.
  if (!recorded.isNewest) return 'earlier';
  return report.indication === 'TOTAL-PASSED'
    ? 'real'
    : report.subIndication === 'NO_SIGNATURE'
      ? 'earlier'
      : 'changed';
}

/** The register knows which places must be signed, and which certificates were withdrawn. */
async function trustFor(deps: Needs, known: KnownDocument | null, isNewest: boolean) {
  const { anchors, tsaAnchors } = deps.trust;
  const trust = { anchors, tsaAnchors, now: deps.clock.now() };
  if (!known) return trust;
  const crls = await crlsOf(deps.db, known.agreement.id);
  const fields = known.signatures
    .toSorted((one, other) => one.ordinal - other.ordinal)
    .flatMap(({ slot }) => known.slots.find((each) => each.slot === slot)?.fieldName ?? []);
  return isNewest && fields.length > 0 ? { ...trust, crls, expected: { fields } } : { ...trust, crls };
}

/** The kenmerk stands in the metadata of every document of the portal. */
async function agreementNamedIn({ db }: Needs, bytes: Buffer): Promise<Agreement | null> {
  const [number] = /OVK-\d{4}-\d{6}/.exec(bytes.toString('latin1')) ?? [];
  return number ? findAgreement(db, number) : null;
}

/** Two checks at a time: each takes a processor and a quarter of a gigabyte. */
const oneOfFew = atMost(2, { most: 8, refuse: () => new DomainError('too-many', 'too-many-checks') });

/** Kenmerk and code from the document itself; null when they do not belong together. Throws `too-many-checks`. */
export async function checkCode(
  deps: Needs,
  number: string,
  code: string,
  address: string,
): Promise<CheckedDocument | null> {
  const now = deps.clock.now();
  const attempt = key('check', address);
  if (!(await countAttempt(deps.db, attempt, WRONG_CODES, now))) throw new DomainError('too-many', 'too-many-checks');
  const agreement = await findAgreement(deps.db, number);
  if (!agreement?.verificationCode || !sameCode(agreement.verificationCode, code)) return null;
  await giveBackAttempt(deps.db, attempt);
  const known = await knownDocument(deps, agreement);
  const stored = known && (await fileOf(deps.db, agreement.id));
  if (!known || !stored) return null;
  const trust = await trustFor(deps, known, true);
  const report = known.signatures.length > 0 ? verifyOwn(stored.bytes, { ...trust, ...knownCertificates(deps) }) : null;
  return { outcome: 'known', known, report, size: stored.bytes.length, at: now };
}

const knownCertificates = ({ trust }: Needs) => (trust.known ? { known: trust.known } : {});

/** As people type it: without dash, in small letters. */
function sameCode(code: string, typed: string): boolean {
  const plain = (text: string): Buffer =>
    createHash('sha256')
      .update(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
      .digest();
  return timingSafeEqual(plain(code), plain(typed));
}

async function knownDocument({ db }: Needs, agreement: Agreement): Promise<KnownDocument | null> {
  const municipality = await findParty(db, agreement.municipalityId);
  const partner = await findParty(db, agreement.partnerId);
  if (!municipality || !partner) return null;
  const sectors = await allSectors(db);
  const facts = await factsOf(db, agreement.id);
  return {
    agreement,
    municipality,
    partner,
    sector: sectors.find(({ code }) => code === agreement.sectorCode)?.name ?? agreement.sectorCode,
    textVersion: facts?.templateLabel ?? null,
    slots: (await slotsOf(db, [agreement.id])).get(agreement.id) ?? [],
    signatures: await signaturesOf(db, agreement.id),
  };
}
