import type { Pair, SectorAnswer } from '../../domain/exchange-permission';
import type { Instant } from '../../domain/time';
import { timeBar, type Stretch, type TimeBar } from '../drawings';
import { dutchDay, dutchMoment } from '../nl/format';
import {
  answerSentence,
  answerWord,
  endWords,
  originWords,
  pairQuestion,
  progressWords,
  seatWords,
  signedWords,
  type Days,
} from '../nl/register';
import { fact, type Answer, type Fact, type Link } from '../parts';
import type { DayForm } from './asked-day';
import { municipalityPath, partnerPath } from './paths';

interface SectorPart {
  readonly answer: Answer;
  /** "Waarom?", or with several sectors "Energie: waarom?" */
  readonly why: string;
  readonly facts: readonly Fact[];
  /** null: nothing ever happened between the two in this sector. */
  readonly time: TimeBar | null;
}

interface PairPage {
  readonly question: string;
  readonly dayForm: DayForm;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  readonly parts: readonly SectorPart[];
  readonly moment: string;
  readonly links: readonly Link[];
}

export function pairPage(
  pair: Pair,
  answers: readonly SectorAnswer[],
  days: Days,
  form: DayForm,
  now: Instant,
): PairPage {
  const { municipality, partner } = pair;
  return {
    question: pairQuestion({ municipality: municipality.name, partner: partner.name }),
    dayForm: form,
    errors: form.error === null ? [] : [{ field: 'dag', message: form.error }],
    parts: answers.map((answer) => sectorPart(pair, answer, days, answers.length > 1)),
    moment: dutchMoment(now),
    links: [
      { label: `Alle signaalpartners van ${municipality.name}`, href: municipalityPath(municipality.code) },
      { label: `Alle gemeenten van ${partner.name}`, href: partnerPath(partner.code) },
    ],
  };
}

function sectorPart(pair: Pair, answer: SectorAnswer, days: Days, several: boolean): SectorPart {
  const names = { municipality: pair.municipality.name, partner: pair.partner.name };
  const word = answerWord(answer, days);
  const sector = sectorName(pair, answer.sectorCode);
  return {
    answer: {
      tone: answer.answer,
      word: several ? `${sector}: ${word.charAt(0).toLowerCase()}${word.slice(1)}` : word,
      sentence: answerSentence(answer, names, days),
    },
    why: several ? `${sector}: waarom?` : 'Waarom?',
    facts: answer.agreement ? agreementFacts(pair, answer, days) : partyFacts(pair, answer),
    time: history(pair, answer, days),
  };
}

const sectorName = (pair: Pair, code: string | null): string =>
  pair.sectors.find((sector) => sector.code === code)?.name ?? '';

function agreementFacts(pair: Pair, answer: SectorAnswer, { day }: Days): readonly Fact[] {
  const { agreement } = answer;
  if (!agreement) return [];
  const offered = agreement.offeredOn !== null || agreement.origin !== 'portal';
  const standing =
    answer.reason !== 'not-yet'
      ? []
      : answer.progress === 'offered' || answer.progress === 'half-signed'
        ? [fact('Stand op die dag', null, { badge: { tone: 'elsewhere', label: progressWords[answer.progress] } })]
        : [fact('Stand op die dag', progressWords[answer.progress])];
  return [
    // A draft is nobody's agreement yet: it has no number in public.
    ...(offered ? [fact('Overeenkomst', agreement.number), fact('Herkomst', originWords[agreement.origin])] : []),
    fact('Sector', sectorName(pair, answer.sectorCode)),
    ...standing,
    ...(offered ? agreement.places.map(({ seat, signedOn }) => fact(seatWords[seat], signedWords(signedOn, day))) : []),
    ...(answer.validFrom ? [fact('Einde', endWords(answer.validUntil))] : []),
  ];
}

/** Without an agreement: who takes part, and since when. */
function partyFacts(pair: Pair, answer: SectorAnswer): readonly Fact[] {
  const since = (party: Pair['partner']): string => {
    if (party.status === 'ended') return 'Doet niet meer mee';
    return party.status === 'admitted' && party.admittedOn
      ? `Doet mee sinds ${dutchDay(party.admittedOn)}`
      : 'Doet nog niet mee';
  };
  return [
    ...(answer.sectorCode ? [fact('Sector', sectorName(pair, answer.sectorCode))] : []),
    fact(`Gemeente ${pair.municipality.name}`, since(pair.municipality)),
    fact(pair.partner.name, since(pair.partner)),
  ];
}

function history(pair: Pair, answer: SectorAnswer, { day, today }: Days): TimeBar | null {
  const rights = pair.permissions.filter((one) => one.sectorCode === answer.sectorCode);
  const waiting: Stretch[] = pair.agreements
    .filter((one) => one.sectorCode === answer.sectorCode)
    .flatMap((one) => {
      if (one.offeredOn === null) return [];
      const right = rights.find(({ agreementId }) => agreementId === one.id);
      const until = right?.validFrom ?? one.endedOn ?? one.expiresOn;
      return until === one.offeredOn ? [] : [{ tone: 'elsewhere' as const, from: one.offeredOn, until }];
    });
  const inForce: Stretch[] = rights.map((one) => ({ tone: 'yes', from: one.validFrom, until: one.validUntil }));
  const lastEnd = rights
    .map((one) => one.validUntil ?? '9999')
    .sort()
    .at(-1);
  const ended: Stretch[] =
    lastEnd !== undefined && lastEnd !== '9999' ? [{ tone: 'ended', from: lastEnd, until: null }] : [];
  const stretches = [...waiting, ...ended, ...inForce];
  if (stretches.length === 0) return null;
  const spoken = rights.length === 0 ? ['Wacht op handtekeningen'] : rights.map(spokenRight);
  return timeBar({
    stretches,
    asked: { day, label: dutchDay(day) },
    today,
    spoken: `${sectorName(pair, answer.sectorCode)}: ${spoken.join('; ')}. Gevraagde dag: ${dutchDay(day)}.`,
  });
}

function spokenRight(right: Pair['permissions'][number]): string {
  const from = `van kracht vanaf ${dutchDay(right.validFrom)}`;
  return right.validUntil === null ? from : `${from}, ${endWords(right.validUntil).replace('Van kracht ', '')}`;
}
