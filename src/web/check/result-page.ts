// The answer to "Is dit document echt?": made once from what was found, and kept in the visitor's session so that reloading works.
import type { Deps } from '../../deps';
import type { Report } from '../../signing/verify/report';
import type { CheckedDocument, KnownDocument } from '../../usecases/verify/check-document';
import { changeWords, CHECKED_REAL, signatureWords, sizeWords, STATUS_NOW, verdictWords } from '../nl/check';
import { dutchDay, dutchDayOf, dutchMoment, dutchTime } from '../nl/format';
import { fact, type Answer, type Badge, type Fact, type Link } from '../parts';
import { pairPath } from '../register/paths';

interface SignerLine {
  readonly title: string;
  readonly quiet: string;
  readonly day: string;
  readonly time: string;
}

interface Finding {
  readonly good: boolean;
  readonly text: string;
  readonly quiet: string | null;
}

export interface ResultPage {
  /** null: a file that the register does not know. */
  readonly number: string | null;
  readonly verdict: Answer;
  /** The layout of what is in order; the other one says what to do first. */
  readonly calm: boolean;
  readonly signers: readonly SignerLine[];
  readonly now: {
    readonly badge: Badge;
    readonly since: string | null;
    readonly text: string | null;
    readonly link: Link | null;
  } | null;
  readonly findings: readonly Finding[];
  readonly facts: readonly Fact[];
  readonly report: readonly string[];
  readonly moment: string;
  /** A file was looked at. */
  readonly uploaded: boolean;
  readonly reportTo: string;
}

const MOST_LINES = 40;

export function resultPage(deps: Pick<Deps, 'config'>, checked: CheckedDocument): ResultPage {
  const { outcome, known, report, at } = checked;
  const named = outcome === 'known';
  const calm = named || outcome === 'real';
  const problems = report ? [...report.problems, ...report.signatures.flatMap((each) => each.problems)] : [];
  return {
    number: known?.agreement.number ?? null,
    verdict: verdictWords(outcome, known ? between(known, outcome === 'changed') : '', problems),
    calm,
    signers: known && outcome !== 'changed' ? signersOf(known, named) : [],
    now: known && standing(known, outcome === 'changed'),
    findings: findingsOf(checked),
    facts: known && !calm ? registerFacts(known) : fileFacts(checked),
    report: report ? reportLines(report) : [],
    moment: dutchMoment(at),
    uploaded: !named,
    reportTo: `mailto:${deps.config.desk.mail}`,
  };
}

function fileFacts({ outcome, known, size, at }: CheckedDocument): readonly Fact[] {
  return [
    ...(known ? [fact('Kenmerk', known.agreement.number)] : []),
    ...(known?.textVersion ? [fact('Tekst', `Modeltekst ${known.textVersion}`)] : []),
    ...(size !== null && outcome !== 'known' ? [fact('Omvang', sizeWords(size))] : []),
    fact('Gecontroleerd op', dutchMoment(at)),
  ];
}

/** What is certain apart from the file. */
function registerFacts(known: KnownDocument): readonly Fact[] {
  const { badge, since } = standing(known, true);
  return [
    fact('Kenmerk', known.agreement.number),
    fact('Partijen', between(known, true).replace(/^de g/, 'G')),
    fact('Stand', since, { badge }),
  ];
}

/** Whoever merely knows a kenmerk does not hear the name of a natural person. */
function partnerName({ partner }: KnownDocument, shy: boolean): string {
  return shy && partner.naturalPerson ? 'een particuliere verhuurder' : partner.name;
}

const between = (known: KnownDocument, shy: boolean): string =>
  `de gemeente ${known.municipality.name} en ${partnerName(known, shy)}`;

/** Function and organisation; the name only for who showed the code that stands in the document. */
function signersOf(known: KnownDocument, named: boolean): readonly SignerLine[] {
  return known.slots.flatMap((slot) => {
    const signature = known.signatures.find((each) => each.slot === slot.slot);
    if (!signature) return [];
    const { office, holderName, partyName } = signature.mandateFacts;
    const moment = signature.stampedAt ?? signature.signedAt;
    const isMunicipality = slot.partyId === known.municipality.id;
    const party = isMunicipality ? `Gemeente ${known.municipality.name}` : partyName;
    const behalf = isMunicipality ? 'het college van burgemeester en wethouders' : partyName;
    const quiet = `${named ? `${holderName}, ` : ''}${office}, namens ${behalf}`;
    return [{ title: party, quiet, day: dutchDayOf(moment), time: dutchTime(moment) }];
  });
}

function standing(known: KnownDocument, shy: boolean): NonNullable<ResultPage['now']> {
  const { agreement, municipality, partner, sector } = known;
  const { label, tone } = STATUS_NOW[agreement.status];
  const inForce = agreement.status === 'in-force';
  const public_ = municipality.cbsCode !== null && partner.number !== null && !partner.naturalPerson;
  return {
    badge: { label, tone },
    since: sinceWords(known),
    text: inForce
      ? `${partnerName(known, shy)} mag signalen sturen aan de gemeente ${municipality.name}, in de sector ${sector.toLowerCase()}.`
      : null,
    link: public_
      ? {
          label: 'Bekijk dit koppel in het register',
          href: pairPath(municipality.cbsCode ?? '', partner.number ?? ''),
        }
      : null,
  };
}

function sinceWords({ agreement }: KnownDocument): string | null {
  if (agreement.status === 'in-force' && agreement.inForceAt) return `sinds ${dutchMoment(agreement.inForceAt)}`;
  return agreement.endedOn ? `op ${dutchDay(agreement.endedOn)}` : null;
}

function findingsOf({ outcome, known, report }: CheckedDocument): readonly Finding[] {
  const good = (text: string): Finding => ({ good: true, text, quiet: null });
  if (outcome === 'real') return CHECKED_REAL.map(good);
  if (outcome === 'known') return [];
  const changes = new Set(
    (report?.signatures ?? []).flatMap(({ changesAfter }) =>
      changesAfter.filter(({ permitted }) => !permitted).map(({ what }) => changeWords(what)),
    ),
  );
  return [
    ...[...changes].map((text) => ({ good: false, text, quiet: 'Geen van de partijen heeft dat ondertekend.' })),
    ...(report?.signatures ?? []).map((each) => ({ ...signatureWords(each), quiet: null })),
    ...(report?.signatures.length === 0 ? [{ good: false, text: 'Er staat geen handtekening in.', quiet: null }] : []),
    ...(known
      ? [good('Wij kennen het kenmerk.')]
      : [{ good: false, text: 'Wij kennen dit bestand niet.', quiet: null }]),
  ].slice(0, MOST_LINES);
}

/** For who knows the words: those of ETSI EN 319 102-1, as they are. */
function reportLines(report: Report): readonly string[] {
  const verdict = report.subIndication ? `${report.indication}, ${report.subIndication}` : report.indication;
  const signatures = report.signatures.flatMap((one) => [
    `${one.field}: ${one.signer?.organisation ?? one.signer?.name ?? '?'}, ${one.time ?? '?'}, ${one.level ?? '-'}, intact: ${String(one.intact)}, trusted: ${String(one.trusted)}, covers: ${one.covers}`,
    ...one.problems.map((problem) => `${one.field}: ${problem}`),
    ...one.changesAfter.map(
      ({ what, permitted }) => `${one.field}: afterwards ${what}, permitted: ${String(permitted)}`,
    ),
  ]);
  const stamps = report.timestamps.map(
    (one) =>
      `${one.field}: time-stamp of ${one.authority ?? '?'}, ${one.time ?? '?'}, intact: ${String(one.intact)}, trusted: ${String(one.trusted)}`,
  );
  return [verdict, ...report.problems, ...signatures, ...stamps].slice(0, MOST_LINES);
}
