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
  /** Only where the law asks that whoever carries out the work is a party. */
  readonly executor: ExecutorFacts | null;
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
  readonly decision: DecisionFacts | null;
  /** Who acts on the municipality's side: its college, or the board of a joint body (Wgr). */
  readonly form: { readonly kind: 'college' } | JointBodyForm;
}

export interface JointBodyForm {
  readonly kind: 'joint-body';
  /** Name of the body, without the words "het dagelijks bestuur van". */
  readonly body: string;
  /** What gives the body its task: "Gemeenschappelijke regeling Schuldhulp Rijnstreek". */
  readonly basis: string;
  /** The power of attorney that the municipality gave; null where the body acts in its own name. */
  readonly power: DecisionFacts | null;
}

interface DecisionFacts {
  readonly decidedOn: Day;
  readonly reference: string;
}

export interface ExecutorFacts {
  readonly name: string;
  readonly kvk: string | null;
  /** The legal person it is a part of, where it has no number of its own. */
  readonly partOf: string | null;
  /** In one line. */
  readonly task: string;
  /** Mandate or service contract, with its day and reference. */
  readonly basis: string;
}

interface PartnerFacts {
  readonly name: string;
  /** Statutory seat; for a natural person the town of the business address. */
  readonly seat: string;
  /** Absent for a natural person. */
  readonly kvk: string | null;
  /** SP-00042 */
  readonly number: string;
  readonly agent: AgentFacts | null;
}

/** Who signs, sends, or both for the partner, by power of attorney. */
export interface AgentFacts {
  readonly name: string;
  readonly powerGivenOn: Day;
  readonly signs: boolean;
  readonly sends: boolean;
}

interface LocalArrangementFacts {
  /** RIS, VPS or the name of another desk. */
  readonly desk: string;
  readonly deskOf: 'municipality' | 'joint-body';
  readonly connectionNumber: string | null;
  readonly rhythm: string | null;
  readonly threshold: string | null;
  readonly feedbackDays: number;
  /** How long a signal is kept that the resident declined or did not answer. */
  readonly retention: string | null;
  readonly contacts: readonly ContactFacts[];
}

interface PartnerServiceFacts {
  readonly brands: readonly string[];
  /** How often the partner expects to send. */
  readonly rhythm: string | null;
  readonly contacts: readonly ContactFacts[];
}

export type ContactRole = 'signals' | 'breaches' | 'privacy-officer' | 'executor' | 'residents';

/** A role and how to reach it; never a person. */
export interface ContactFacts {
  readonly role: ContactRole;
  readonly address: string;
  readonly telephone: string | null;
}

export interface SlotFacts {
  readonly slot: number;
  readonly seat: 'municipality' | 'executor' | 'partner';
  /** As printed in the place: "gemeente Zutphen", "Denkbeeld Energie B.V." */
  readonly partyName: string;
  /** Whom that party binds by power of attorney: "gemeente Bunnik", the partner of an agent. */
  readonly onBehalfOf: string | null;
  /** Order of signing; slots of one party may share a turn. */
  readonly turn: number;
  /** Name of the signature field in the PDF. */
  readonly field: string;
  /** "eerste van twee" under joint authority. */
  readonly ordinal: string | null;
}
