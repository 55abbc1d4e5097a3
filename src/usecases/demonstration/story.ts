import { addDays } from '../../domain/time';
import { takingPart } from './municipalities';
import { DENKBEELD, FICTIEHOF, inventedPartners, PROEFPOLIS, VERHUUR_NERGENS } from './partners';
import { denkbeeld, staffs, stewards, zutphen, ZUTPHEN } from './people';
import { decline, handOver, returnList, sign } from './play';
import { playerOf, type Calendar, type Step } from './stage';
import { addPerson, admitMunicipality, admitPartner, giveMandate, settleIn } from './take-part';

/** The mandate of the wethouder of Zutphen ends soon, as mandates do around an election. */
const MANDATE_ENDS_IN = 45;

const hour = (index: number, from: number): string =>
  `${String(from + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;

/** The stewards, partners and municipalities come in, in this order, and those with people fill in what signing needs. */
export function beginnings(days: Calendar): readonly Step[] {
  return [
    ...stewards.map((steward, i): Step => ({
      at: days.ago(75, hour(i, 7)),
      run: async (stage, deps) => void (await addPerson(stage, deps, 'NVVK', steward)),
    })),
    ...inventedPartners.map((partner, i): Step => ({
      at: days.ago(74, hour(i, 8)),
      run: (stage, deps) => admitPartner(stage, deps, partner),
    })),
    ...takingPart.map((cbsCode, i): Step => ({
      at: days.ago(73 - Math.floor(i / 12), hour(i % 12, 9)),
      run: (stage, deps) => admitMunicipality(stage, deps, cbsCode),
    })),
    ...staffs.map((staff, i): Step => ({
      at: days.ago(67, hour(i, 8)),
      run: (stage, deps) =>
        settleIn(stage, deps, staff, staff === zutphen ? addDays(days.today, MANDATE_ENDS_IN) : null),
    })),
  ];
}

/** Who signed what with whom; the rest of the agreements are drafts. */
export function agreements(days: Calendar): readonly Step[] {
  return [...zutphenSigns(days), ...othersSign(days), ...partnersSign(days), ...waiting(days)];
}

function zutphenSigns(days: Calendar): readonly Step[] {
  const lists: readonly (readonly [workingDays: number, list: string, partners: readonly string[]])[] = [
    [64, 'zutphen-1', [DENKBEELD, PROEFPOLIS, 'Waterbedrijf Denkbeeld N.V.', FICTIEHOF]],
    [40, 'zutphen-2', ['Bedenksel Energie B.V.', 'Fictiezorg Verzekeringen N.V.']],
    [20, 'zutphen-3', ['Demostroom N.V.', 'Fictiegas Nederland B.V.']],
    [
      8,
      'zutphen-4',
      ['Proefstroom Coöperatie U.A.', 'Voorbeeldpolis Zorg N.V.', 'Woningcorporatie Proefdak', VERHUUR_NERGENS],
    ],
  ];
  return [
    ...lists.flatMap(([workingDays, list, partners]) => signed(days, workingDays, list, ZUTPHEN, partners)),
    {
      at: days.ago(15, '10:20'),
      run: (stage, deps) =>
        decline(
          stage,
          deps,
          'Fictiegas Nederland B.V.',
          ZUTPHEN,
          'Wij leveren sinds dit kwartaal niet meer in uw gemeente.',
        ),
    },
  ];
}

/** A list is handed over in the morning and signed the same afternoon. */
function signed(
  days: Calendar,
  workingDays: number,
  list: string,
  own: string,
  others: readonly string[],
): readonly Step[] {
  return [
    { at: days.ago(workingDays, '08:40'), run: (stage, deps) => handOver(stage, deps, list, own, others) },
    { at: days.ago(workingDays, '13:05'), run: (stage, deps) => sign(stage, deps, list, own) },
  ];
}

const EARLY: readonly (readonly [workingDays: number, municipality: string])[] = [
  [63, 'GM0344'],
  [62, 'GM0193'],
  [52, 'GM0200'],
  [50, 'GM0150'],
  [47, 'GM0202'],
  [34, 'GM0268'],
  [30, 'GM0307'],
  [28, 'GM0893'],
  [25, 'GM1900'],
];
const LATE: readonly (readonly [workingDays: number, municipality: string])[] = [
  [12, 'GM0518'],
  [11, 'GM0014'],
  [9, 'GM0373'],
  [7, 'GM0546'],
  [5, 'GM0392'],
  [2, 'GM0687'],
];
const FORWARDED: readonly (readonly [workingDays: number, municipality: string])[] = [
  [10, 'GM0772'],
  [8, 'GM0855'],
  [6, 'GM0758'],
];

function othersSign(days: Calendar): readonly Step[] {
  return [
    ...EARLY.flatMap(([ago, code]) => signed(days, ago, `early-${code}`, code, [DENKBEELD, PROEFPOLIS])),
    ...[...LATE, ...FORWARDED].flatMap(([ago, code]) => signed(days, ago, `late-${code}`, code, [DENKBEELD])),
  ];
}

function partnersSign(days: Calendar): readonly Step[] {
  const early = EARLY.map(([, code]) => code);
  const first = [ZUTPHEN, ...early.slice(0, 2)];
  return [
    ...signed(days, 58, 'denkbeeld-1', DENKBEELD, first),
    ...signed(days, 44, 'denkbeeld-2', DENKBEELD, early.slice(2, 5)),
    ...signed(days, 22, 'denkbeeld-3', DENKBEELD, early.slice(5)),
    ...signed(days, 56, 'proefpolis-1', PROEFPOLIS, first),
    ...signed(days, 21, 'proefpolis-2', PROEFPOLIS, early.slice(2, 7)),
    ...signed(days, 60, 'water-1', 'Waterbedrijf Denkbeeld N.V.', [ZUTPHEN]),
    ...signed(days, 59, 'fictiehof-1', FICTIEHOF, [ZUTPHEN]),
    ...signed(days, 36, 'bedenksel-1', 'Bedenksel Energie B.V.', [ZUTPHEN]),
    ...signed(days, 33, 'fictiezorg-1', 'Fictiezorg Verzekeringen N.V.', [ZUTPHEN]),
    ...signed(days, 14, 'demostroom-1', 'Demostroom N.V.', [ZUTPHEN]),
  ];
}

/** What lies on somebody's desk today. */
function waiting(days: Calendar): readonly Step[] {
  const atMunicipality = ['GM0153', 'GM0034', 'GM0935'];
  const sentBack = ['Energie Nergens B.V.', 'Stichting Voorbeeldwoningen'];
  const forWethouder = [
    'Luchtkasteel Energie B.V.',
    'Fantasiestroom B.V.',
    'Bedenksel Zorgverzekering N.V.',
    'Demozorg N.V.',
    'Stichting Denkbeeldig Wonen',
  ];
  return [
    ...atMunicipality.map((code, i): Step => ({
      at: days.ago(5, hour(i, 9)),
      run: (stage, deps) => handOver(stage, deps, `waits-${code}`, code, [DENKBEELD]),
    })),
    { at: days.ago(4, '09:15'), run: (stage, deps) => handOver(stage, deps, 'sent-back', ZUTPHEN, sentBack) },
    {
      at: days.ago(3, '12:30'),
      run: (stage, deps) =>
        returnList(stage, deps, 'sent-back', ZUTPHEN, 'Graag eerst navragen of deze twee al signalen willen sturen.'),
    },
    {
      // The next one begins on the day on which the present one ends; it waits for its holder to confirm it.
      at: days.ago(2, '10:10'),
      run: async (stage, deps) => {
        const from = addDays(days.today, MANDATE_ENDS_IN);
        const contact = playerOf(stage, zutphen.contact.email);
        await giveMandate(deps, contact, playerOf(stage, zutphen.signatory.email), { from, until: null });
      },
    },
    {
      at: days.ago(1, '09:30'),
      run: (stage, deps) =>
        handOver(
          stage,
          deps,
          'for-wethouder',
          ZUTPHEN,
          forWethouder,
          'Deze vijf zijn vorige week in het overleg besproken.',
        ),
    },
    {
      at: days.ago(1, '11:45'),
      run: (stage, deps) =>
        handOver(
          stage,
          deps,
          'for-director',
          denkbeeld.party,
          FORWARDED.map(([, code]) => code),
        ),
    },
  ];
}
