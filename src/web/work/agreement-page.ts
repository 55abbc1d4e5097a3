import type { Agreement } from '../../domain/agreement';
import type { Viewer } from '../../domain/parties';
import type { Day } from '../../domain/time';
import type { RecordedDeed } from '../../persistence/audit-entry';
import type { ListedAgreement } from '../../persistence/read/agreements';
import type { Signature } from '../../persistence/signature';
import type { SlotState } from '../../persistence/signature-slot';
import { dutchDay, dutchDayOf, dutchMoment } from '../nl/format';
import type { FieldError } from '../form';
import { agreementDeed } from '../nl/deeds';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { statusWords } from '../nl/status';
import { nextStep, otherTitle } from '../nl/work';
import { fact, linkButton, submitButton, type Button, type Fact, type Link, type ProgressItem } from '../parts';
import { prepares } from './overview-items';
import { waitingFor } from './waiting';

/** views/work/agreement.ejs */
interface AgreementPage {
  readonly overTitle: string;
  readonly heading: string;
  readonly errors: readonly FieldError[];
  readonly done: string | null;
  readonly facts: readonly Fact[];
  readonly buttons: readonly Button[];
  readonly links: readonly Link[];
  readonly steps: readonly ProgressItem[];
  readonly history: readonly { readonly day: string; readonly text: string }[];
  readonly decline: Link | null;
  /** Null: nothing can be asked again. */
  readonly again: { readonly action: string; readonly button: Button } | null;
  readonly proof: readonly Fact[];
  /** Null while nobody signed. */
  readonly evidence: { readonly text: string; readonly link: Link } | null;
}

interface AgreementView {
  readonly listed: ListedAgreement;
  readonly agreement: Agreement;
  readonly viewer: Viewer;
  readonly today: Day;
  readonly sector: string;
  readonly slots: readonly SlotState[];
  readonly signatures: readonly Signature[];
  /** The true level of the document: that of its archive, else of its weakest signature; null before the first. */
  readonly level: string | null;
  readonly deeds: readonly RecordedDeed[];
  readonly sha256: string | null;
  readonly mayDecline: boolean;
  readonly declined: boolean;
  /** The draft, offer or agreement in force that the pair has besides this one. */
  readonly standing: Agreement | null;
  readonly error: string | null;
}

export function agreementPage(of: AgreementView): AgreementPage {
  const { listed, agreement, viewer, sha256 } = of;
  const path = `/overeenkomsten/${listed.number}`;
  const buttons = primary(of);
  const pdf = `${path}/pdf`;
  return {
    overTitle: listed.number,
    heading: `Overeenkomst met ${otherTitle(viewer.party.kind, listed.counterpart.name).replace(/^Gemeente/, 'gemeente')}`,
    errors: of.error === null ? [] : [{ field: 'opnieuw', message: of.error }],
    done: of.declined ? 'U hebt deze overeenkomst geweigerd.' : null,
    facts: factsOf(of),
    buttons,
    links: [
      { label: 'Lees de tekst', href: `${path}/tekst` },
      ...(sha256 === null || buttons.some(({ href }) => href === pdf) ? [] : [{ label: 'Download pdf', href: pdf }]),
    ],
    steps: steps(of),
    history: of.deeds.map((deed) => ({
      day: dutchMoment(deed.at),
      text: agreementDeed(deed.kind, deedBy(deed.actingForId, of)),
    })),
    decline: of.mayDecline ? { label: 'Weiger deze overeenkomst', href: `${path}/weigering` } : null,
    again: mayAskAgain(of)
      ? {
          action: `${path}/nieuw-concept`,
          button: submitButton('Maak opnieuw een concept', 'secondary'),
        }
      : null,
    proof:
      sha256 === null
        ? []
        : [
            fact('SHA-256 van de pdf', sha256),
            fact('Niveau van de handtekeningen', of.level === null ? 'Nog geen handtekening' : `PAdES ${of.level}`),
            fact('Controlecode', agreement.verificationCode),
            ...(of.level === null ? [fact('Bewijspakket', 'Dat kunt u downloaden na de eerste handtekening.')] : []),
          ],
    evidence: of.level === null ? null : evidenceOf(of, path),
  };
}

/** What the package proves as things stand, and the way to it. */
function evidenceOf({ level, slots, signatures }: AgreementView, path: string): AgreementPage['evidence'] {
  const link = { label: 'Download bewijspakket (zip)', href: `${path}/bewijs` };
  if (signatures.length < slots.length) {
    const text = `Er ${signatures.length === 1 ? 'is 1 handtekening' : `zijn ${signatures.length} handtekeningen`} van de ${slots.length}. Het bewijspakket bewijst wat er nu is. Download het opnieuw als alle partijen hebben getekend.`;
    return { text, link };
  }
  const rest =
    level === 'B-LTA' ? '' : ' Het tijdstempel voor het archief volgt nog. Download het pakket later opnieuw.';
  return {
    text: `Met het bewijspakket toont u aan wie heeft getekend, wanneer en met welke bevoegdheid. Iedereen kan dat controleren zonder dit portaal, ook over tien jaar.${rest}`,
    link,
  };
}

/** A pair that declined or let its offer lapse is not asked again by itself; who prepares may do so. */
export function mayAskAgain({
  listed,
  viewer,
  standing,
}: Pick<AgreementView, 'listed' | 'viewer' | 'standing'>): boolean {
  if (!prepares(viewer) || !['declined', 'withdrawn', 'lapsed'].includes(listed.stage.at)) return false;
  return standing === null || standing.id === listed.id;
}

function factsOf({ listed, viewer, today, sector, standing }: AgreementView): readonly Fact[] {
  const kind = viewer.party.kind;
  const side = kind === 'municipality' ? 'municipality' : 'partner';
  const words = statusWords(listed.stage, side, viewer.personId);
  const next = nextStep(waitingFor(listed.stage, kind), {
    viewerKind: kind,
    signatory: listed.ceremony?.personName ?? null,
    prepares: prepares(viewer),
    parkedUntil: listed.stage.at === 'draft' ? listed.stage.parkedUntil : null,
  });
  return [
    fact('Status', null, { badge: { tone: words.tone, label: words.text } }),
    ...(next === null ? [] : [fact('Volgende stap', next)]),
    ...(listed.endReason === null ? [] : [fact('Reden', listed.endReason)]),
    fact(
      kind === 'municipality' ? 'Gemeente' : 'Signaalpartner',
      kind === 'municipality' ? viewer.party.name : organisationInWords(viewer.party),
    ),
    fact(kind === 'municipality' ? 'Signaalpartner' : 'Gemeente', listed.counterpart.name),
    fact('Sector', sector),
    ...(listed.status === 'offered' && listed.expiresOn !== null && today < listed.expiresOn
      ? [fact('Vervalt op', dutchDay(listed.expiresOn))]
      : []),
    ...(standing === null || standing.id === listed.id
      ? []
      : [
          fact('Nieuwe overeenkomst', null, {
            link: { label: standing.number, href: `/overeenkomsten/${standing.number}` },
          }),
        ]),
  ];
}

/** What the state asks of the one who looks. */
function primary({ listed, viewer, sha256 }: AgreementView): readonly Button[] {
  const kind = viewer.party.kind;
  const { stage, ceremony } = listed;
  const waiting = waitingFor(stage, kind);
  const mine =
    (stage.at === 'municipality' || stage.at === 'partner') &&
    stage.work.kind === 'handed-over' &&
    stage.work.personId === viewer.personId;
  if (mine && waiting === 'signatory' && ceremony !== null)
    return [linkButton('Bekijk en onderteken', `/ondertekensessies/${ceremony.number}`)];
  if (waiting === 'prepare' && prepares(viewer))
    return [linkButton(kind === 'municipality' ? 'Kies en zet klaar' : 'Kies en stuur door', '/klaarzetten')];
  return waiting === 'in-force' && sha256 !== null
    ? [linkButton('Download pdf', `/overeenkomsten/${listed.number}/pdf`)]
    : [];
}

/** Made, prepared, signed by each party, in force: done with date, function and name, or still to come. */
function steps({ listed, agreement, viewer, slots, signatures }: AgreementView): readonly ProgressItem[] {
  const kind = viewer.party.kind;
  const partyName = (seat: string): string => {
    const name = seat === kind ? organisationInWords(viewer.party) : otherTitle(kind, listed.counterpart.name);
    return name.replace(/^Gemeente/, 'gemeente');
  };
  const done = (title: string, quiet: string | null): ProgressItem => ({ state: 'done', title, quiet, text: null });
  const over = waitingFor(listed.stage, kind) === 'ended';
  const todo = (title: string): ProgressItem => ({ state: 'todo', title, quiet: null, text: null });
  const seats =
    slots.length > 0
      ? slots
      : [
          { slot: 1, seat: 'municipality' },
          { slot: 2, seat: 'partner' },
        ];
  const items: ProgressItem[] = [
    done('Overeenkomst gemaakt', dutchDayOf(agreement.createdAt)),
    agreement.offeredAt === null
      ? todo('Klaargezet door de gemeente')
      : done('Klaargezet door de gemeente', dutchDayOf(agreement.offeredAt)),
    ...seats.map(({ slot, seat }) => {
      const signature = signatures.find((one) => one.slot === slot);
      if (!signature) return todo(`Handtekening van ${partyName(seat)}`);
      const { holderName, office } = signature.mandateFacts;
      const when = dutchMoment(signature.stampedAt ?? signature.signedAt);
      return done(`Ondertekend door ${partyName(seat)}`, `${holderName}, ${office}, op ${when}`);
    }),
    agreement.inForceAt === null
      ? todo('Van kracht')
      : done('Van kracht', agreement.effectiveOn === null ? null : `Vanaf ${dutchDay(agreement.effectiveOn)}`),
  ];
  if (over) {
    const { text } = statusWords(listed.stage, kind === 'municipality' ? 'municipality' : 'partner', null);
    return [
      ...items.filter(({ state }) => state === 'done'),
      { state: 'stopped', title: text, quiet: null, text: listed.endReason },
    ];
  }
  const current = items.findIndex(({ state }) => state === 'todo');
  return items.map((item, at) => (at === current ? { ...item, state: 'current' } : item));
}

/** Own deeds and those of the other party are told apart by organisation; people are not named here. */
function deedBy(actingForId: string | null, { viewer, listed }: AgreementView): string | null {
  const inSentence = (title: string): string => title.replace(/^Gemeente/, 'gemeente');
  if (actingForId === viewer.party.id) return inSentence(organisationInWords(viewer.party));
  return actingForId === listed.counterpart.id
    ? inSentence(otherTitle(viewer.party.kind, listed.counterpart.name))
    : null;
}
