// All that one agreement prints, frozen as JSON when it is offered: same facts, same bytes, for as long as the agreement exists.

import type { Day } from './time';

export interface AgreementFacts {
  /** OVK-2026-000731 */
  readonly number: string;
  /** The code chooses sector clauses: huur, energie, drinkwater, zorgverzekering, or an experiment's own. */
  readonly sector: { readonly code: string; readonly name: string };
  readonly templateLabel: string;
  readonly offeredOn: Day;
  /** Only when later than the last signature. */
  readonly effectiveOn: Day | null;
  readonly municipality: MunicipalityFacts;
  /** No executor takes part yet; the place is kept so that frozen facts keep their shape. */
  readonly executor: null;
  readonly partner: PartnerFacts;
  readonly localArrangement: LocalArrangementFacts;
  readonly partnerService: PartnerServiceFacts;
  /** Two to five, in order of `slot`. */
  readonly slots: readonly SlotFacts[];
  readonly verification: {
    /** Printed and in the QR code, without scheme: ondertekenportaal.example/controleren */
    readonly address: string;
    /** 7KQ4-M2XP */
    readonly code: string;
  };
  readonly demonstration: boolean;
}

interface MunicipalityFacts {
  /** Name without the word "gemeente": Zutphen, 's-Hertogenbosch. */
  readonly name: string;
  /** GM0301 */
  readonly cbsCode: string;
  /** The decision to join (aansluitbesluit). */
  readonly decision: { readonly decidedOn: Day; readonly reference: string } | null;
}

interface PartnerFacts {
  readonly name: string;
  readonly seat: string;
  /** Absent for a natural person. */
  readonly kvk: string | null;
  /** SP-00042 */
  readonly number: string;
}

interface LocalArrangementFacts {
  /** RIS, VPS or the name of another desk. */
  readonly desk: string;
  readonly connectionNumber: string | null;
  readonly rhythm: string | null;
  readonly threshold: string | null;
  /** Mailbox of the role, never of a person. */
  readonly signalAddress: string;
  readonly feedbackDays: number;
  readonly breachMailbox: string;
  readonly privacyOfficerMailbox: string;
}

interface PartnerServiceFacts {
  readonly brands: readonly string[];
  readonly generalMailbox: string;
  /** Where a resident reaches the partner. */
  readonly customerContact: string | null;
  readonly telephone: string | null;
}

export interface SlotFacts {
  readonly slot: number;
  readonly seat: 'municipality' | 'executor' | 'partner';
  /** As printed in the place: "gemeente Zutphen", "Denkbeeld Energie B.V." */
  readonly partyName: string;
  /** Order of signing; slots of one party may share a turn. */
  readonly turn: number;
  /** Name of the signature field in the PDF. */
  readonly field: string;
  /** "eerste van twee" under joint authority. */
  readonly ordinal: string | null;
}
