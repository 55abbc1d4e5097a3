import type { Deps } from '../../deps';
import { describeCharacters, parseTemplate, renderTail, unsupportedCharacters, type ShapeBytes } from '../../documents';
import { standardSlots, type Agreement, type Slot } from '../../domain/agreement';
import type { AgreementFacts } from '../../domain/agreement-facts';
import { DomainError, notFound } from '../../domain/errors';
import type { LocalArrangement } from '../../domain/local-arrangements';
import type { Party } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { addDays, type Day, type Id } from '../../domain/time';
import { verificationCode } from '../../domain/verification-code';
import { arrangementOn } from '../../persistence/local-arrangement';
import { latestDecision, type JoiningDecision } from '../../persistence/joining-decision';
import { findParty } from '../../persistence/party';
import { namesOf } from '../../persistence/party-name';
import { allSectors } from '../../persistence/sector';
import type { NewVariant } from '../../persistence/template-variant';
import { versionInUse, type TemplateVersion } from '../../persistence/template-version';
import { presses, type ReadyVariant } from './presses';

/** What all agreements of one batch share: read once. */
interface Shelf {
  readonly version: TemplateVersion;
  readonly variantOf: (facts: AgreementFacts) => Promise<ReadyVariant>;
  readonly sectors: readonly Sector[];
  readonly municipality: Party;
  readonly arrangement: LocalArrangement;
  readonly decision: JoiningDecision | null;
  readonly today: Day;
  readonly expiresOn: Day;
}

export interface FrozenText {
  readonly agreement: Agreement;
  readonly slots: readonly Slot[];
  readonly templateVersionId: Id;
  /** The first day on which the offer does not stand any more, by the term in its own text. */
  readonly expiresOn: Day;
  /** Where the document begins; perhaps not stored yet. */
  readonly variant: NewVariant;
  readonly facts: AgreementFacts;
  readonly verificationCode: string;
  /** Where it goes on; perhaps not stored yet. */
  readonly shape: ShapeBytes;
  /** The rest of the document. */
  readonly tail: Buffer;
  /** Of all of it. */
  readonly baseLength: number;
  readonly baseSha256: string;
}

/**
 * Freezes the texts of drafts of one municipality: facts of today, the document made of them, its digest. Touches no database row.
 * Refuses with local-arrangements-missing, or unsupported-characters when the document's fonts lack a letter.
 */
export async function freezeTexts(
  deps: Deps,
  municipalityId: Id,
  drafts: readonly Agreement[],
  today: Day,
): Promise<readonly FrozenText[]> {
  const shelf = await readShelf(deps, municipalityId, today);
  const frozen: FrozenText[] = [];
  for (const draft of drafts) {
    frozen.push(await freezeOne(deps, shelf, draft));
    // A batch of hundreds must not keep everybody else waiting.
    await new Promise(setImmediate);
  }
  return frozen;
}

async function readShelf(deps: Deps, municipalityId: Id, today: Day): Promise<Shelf> {
  const version = await versionInUse(deps.db, today);
  const municipality = await findParty(deps.db, municipalityId);
  if (!version || !municipality) throw notFound();
  const arrangement = await arrangementOn(deps.db, municipalityId, today);
  if (!arrangement) throw new DomainError('invalid', 'local-arrangements-missing');
  const decision = await latestDecision(deps.db, municipalityId);
  const sectors = await allSectors(deps.db);
  const template = parseTemplate(version.source);
  return {
    version,
    variantOf: presses(deps, version.id, template),
    sectors,
    municipality,
    arrangement,
    decision,
    today,
    expiresOn: addDays(today, template.offerDays),
  };
}

async function freezeOne(deps: Deps, shelf: Shelf, draft: Agreement): Promise<FrozenText> {
  const partner = await findParty(deps.db, draft.partnerId);
  if (!partner) throw notFound();
  const brands = (await namesOf(deps.db, partner.id)).filter(
    (name) => name.kind === 'brand' && name.validUntil === null,
  );
  const code = verificationCode(deps.newSecret());
  const slots = standardSlots(shelf.municipality.id, partner.id);
  const facts = factsOf(
    deps,
    shelf,
    draft,
    partner,
    brands.map((brand) => brand.name),
    slots,
    code,
  );
  refuseUnknownLetters(facts);
  const { variant, press } = await shelf.variantOf(facts);
  const { shape, tail, fileSha256 } = renderTail(press, facts);
  return {
    agreement: draft,
    slots,
    templateVersionId: shelf.version.id,
    expiresOn: shelf.expiresOn,
    variant,
    facts,
    verificationCode: code,
    shape,
    tail,
    baseLength: variant.prefix.length + shape.bytes.length + tail.length,
    baseSha256: fileSha256,
  };
}

function factsOf(
  deps: Deps,
  shelf: Shelf,
  draft: Agreement,
  partner: Party,
  brands: readonly string[],
  slots: readonly Slot[],
  code: string,
): AgreementFacts {
  const { municipality, arrangement, decision } = shelf;
  return {
    number: draft.number,
    sector: {
      code: draft.sectorCode,
      name: shelf.sectors.find((sector) => sector.code === draft.sectorCode)?.name ?? draft.sectorCode,
    },
    templateLabel: shelf.version.label,
    offeredOn: shelf.today,
    effectiveOn: draft.effectiveOn,
    municipality: {
      name: municipality.name,
      cbsCode: municipality.cbsCode ?? '',
      decision: decision && { decidedOn: decision.decidedOn, reference: decision.reference },
      // Joint bodies, executors and agents do not take part yet.
      form: { kind: 'college' },
    },
    executor: null,
    partner: {
      name: partner.name,
      seat: partner.seat ?? '',
      kvk: partner.kvk,
      number: partner.number ?? '',
      agent: null,
    },
    localArrangement: {
      desk: arrangement.desk,
      deskOf: 'municipality',
      connectionNumber: arrangement.connectionNumber,
      rhythm: null,
      threshold: null,
      feedbackDays: arrangement.feedbackDays,
      retention: null,
      contacts: [
        { role: 'signals', address: arrangement.signalAddress, telephone: municipality.telephone },
        { role: 'breaches', address: arrangement.breachMailbox, telephone: null },
        { role: 'privacy-officer', address: arrangement.privacyOfficerMailbox, telephone: null },
      ],
    },
    partnerService: { brands, rhythm: null, contacts: partnerContacts(partner) },
    slots: slots.map((slot) => ({
      slot: slot.slot,
      seat: slot.seat,
      partyName: slot.seat === 'municipality' ? `gemeente ${municipality.name}` : partner.name,
      onBehalfOf: null,
      turn: slot.turn,
      field: slot.fieldName,
      ordinal: null,
    })),
    verification: { address: `${new URL(deps.config.baseUrl).host}/controleren`, code },
    demonstration: deps.config.demonstration,
  };
}

/** A partner has one mailbox for all roles. */
function partnerContacts({ generalMailbox, telephone }: Party): AgreementFacts['partnerService']['contacts'] {
  const address = generalMailbox ?? '';
  return [
    { role: 'signals', address, telephone },
    { role: 'breaches', address, telephone },
  ];
}

function refuseUnknownLetters(facts: AgreementFacts): void {
  const characters = unsupportedCharacters(JSON.stringify(facts));
  if (characters.length > 0)
    throw new DomainError('invalid', 'unsupported-characters', {
      characters: describeCharacters(characters),
      number: facts.number,
    });
}
