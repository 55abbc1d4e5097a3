// One agreement: where it stands, who did what, its text and document, and the proof.
import type { Deps } from '../../deps';
import { readingBlocks } from '../../documents';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay } from '../../domain/time';
import { findAgreement, standingOfPair } from '../../persistence/agreement';
import { deedsAbout } from '../../persistence/audit-entry';
import { fileHashes, fileOf } from '../../persistence/document-segment';
import { listedAgreement, type ListedAgreement } from '../../persistence/read/agreements';
import { allSectors } from '../../persistence/sector';
import { levelOf } from '../../persistence/read/level';
import { signaturesOf } from '../../persistence/signature';
import { slotsOf } from '../../persistence/signature-slot';
import { declineAgreements } from '../../usecases/lifecycle/decline-agreements';
import { draftAgain } from '../../usecases/lifecycle/draft-again';
import { readForm, type FieldError } from '../form';
import { file, formAgain, page, redirect, type FormBody, type MemberHandler } from '../http';
import { sentenceOf } from '../nl/errors';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { otherTitle } from '../nl/work';
import { submitButton } from '../parts';
import { agreementPage } from './agreement-page';
import { agreementText } from './agreement-text';
import { declineFields, declineForm } from './decline-form';
import { prepares } from './overview-items';
import { waitingFor } from './waiting';
import { pdfName } from './zip';

const UNDER = (number: string, title: string | null = null) => ({
  current: '/overeenkomsten',
  breadcrumbs: [
    { label: 'Overeenkomsten', href: '/overeenkomsten' },
    ...(title === null
      ? [{ label: number, href: null }]
      : [
          { label: number, href: `/overeenkomsten/${number}` },
          { label: title, href: null },
        ]),
  ],
});

/** Not yours is not found. */
async function ownAgreement(deps: Deps, viewer: Viewer, number: string): Promise<ListedAgreement> {
  const listed = await listedAgreement(deps.db, viewer.party, number, amsterdamDay(deps.clock.now()));
  if (!listed) throw notFound();
  return listed;
}

export const showAgreement: MemberHandler = async (deps, { viewer, params, query }) => {
  const listed = await ownAgreement(deps, viewer, params['kenmerk'] ?? '');
  const model = await agreementModel(deps, viewer, listed, { declined: query['gedaan'] === 'geweigerd', error: null });
  return page('work/agreement', model.heading, model, UNDER(listed.number));
};

/** A pair that declined or let its offer lapse begins anew, with a draft of its own number. */
export const makeDraftAgain: MemberHandler = async (deps, { viewer, params }) => {
  const listed = await ownAgreement(deps, viewer, params['kenmerk'] ?? '');
  try {
    return redirect(`/overeenkomsten/${await draftAgain(deps, { viewer, number: listed.number })}`);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'no-longer-matching') throw error;
    const model = await agreementModel(deps, viewer, listed, { declined: false, error: sentenceOf(error) });
    return formAgain('work/agreement', model.heading, model, UNDER(listed.number));
  }
};

async function agreementModel(
  deps: Deps,
  viewer: Viewer,
  listed: ListedAgreement,
  said: { readonly declined: boolean; readonly error: string | null },
) {
  const { db } = deps;
  const agreement = await findAgreement(db, listed.number);
  if (!agreement) throw notFound();
  const sectors = await allSectors(db);
  return agreementPage({
    listed,
    agreement,
    viewer,
    today: amsterdamDay(deps.clock.now()),
    sector: sectors.find((sector) => sector.code === listed.sectorCode)?.name ?? listed.sectorCode,
    slots: (await slotsOf(db, [listed.id])).get(listed.id) ?? [],
    signatures: await signaturesOf(db, listed.id),
    level: await levelOf(db, listed.id),
    deeds: await deedsAbout(db, listed.id),
    sha256: (await fileHashes(db, [listed.id])).get(listed.id) ?? null,
    mayDecline: mayDecline(listed, viewer),
    standing: await standingOfPair(db, agreement),
    ...said,
  });
}

export const showText: MemberHandler = async (deps, { viewer, params }) => {
  const listed = await ownAgreement(deps, viewer, params['kenmerk'] ?? '');
  const agreement = await findAgreement(deps.db, listed.number);
  if (!agreement) throw notFound();
  const draft = agreement.status === 'draft';
  const back = { label: 'Terug naar de overeenkomst', href: `/overeenkomsten/${listed.number}` };
  const common = { heading: `Tekst van ${listed.number}`, choices: [], pagination: null };
  const shown = (lead: string, blocks: ReturnType<typeof readingBlocks>, pdf: boolean) =>
    page(
      'ceremony/text',
      common.heading,
      {
        ...common,
        lead,
        blocks,
        links: [back, ...(pdf ? [{ label: 'Download pdf', href: `/overeenkomsten/${listed.number}/pdf` }] : [])],
      },
      UNDER(listed.number, 'Tekst'),
    );
  try {
    const blocks = readingBlocks(await agreementText(deps, agreement));
    return shown(
      draft
        ? 'Dit is een voorbeeld met de gegevens van vandaag. De tekst staat vast zodra de gemeente klaarzet.'
        : `${organisationInWords(viewer.party)} en ${otherTitle(viewer.party.kind, listed.counterpart.name)}. Dezelfde tekst als in de pdf.`,
      blocks,
      !draft,
    );
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'local-arrangements-missing') throw error;
    const who =
      viewer.party.kind === 'municipality' ? 'u de lokale afspraken invult' : 'de gemeente de lokale afspraken invult';
    return shown(`Er is nog geen tekst. Die staat hier zodra ${who}.`, [], false);
  }
};

export const getPdf: MemberHandler = async (deps, { viewer, params }) => {
  const listed = await ownAgreement(deps, viewer, params['kenmerk'] ?? '');
  const stored = await fileOf(deps.db, listed.id);
  if (!stored) throw notFound();
  return file(pdfName(deps, listed.number), 'application/pdf', stored.bytes, true);
};

const DECLINE_TITLE = 'Weiger deze overeenkomst';

export const askDecline: MemberHandler = async (deps, { viewer, params }) => {
  const listed = await ownAgreement(deps, viewer, params['kenmerk'] ?? '');
  if (!prepares(viewer) && !viewer.roles.includes('signatory')) throw notFound();
  return page('work/decline', DECLINE_TITLE, declinePage(listed, viewer, {}, []), UNDER(listed.number, 'Weigeren'));
};

export const doDecline: MemberHandler = async (deps, { viewer, params, form }) => {
  const listed = await ownAgreement(deps, viewer, params['kenmerk'] ?? '');
  if (!prepares(viewer) && !viewer.roles.includes('signatory')) throw notFound();
  const read = readForm(declineForm, form);
  if (!read.ok)
    return formAgain(
      'work/decline',
      DECLINE_TITLE,
      declinePage(listed, viewer, form, read.errors),
      UNDER(listed.number, 'Weigeren'),
    );
  await declineAgreements(deps, { viewer, agreementIds: [listed.id], reason: read.value.reason });
  return redirect(`/overeenkomsten/${listed.number}?gedaan=geweigerd`);
};

/** Contact and signatory may refuse what is not fully signed and not being signed at this moment. */
function mayDecline(listed: ListedAgreement, viewer: Viewer): boolean {
  if (!prepares(viewer) && !viewer.roles.includes('signatory')) return false;
  return !['running', 'in-force', 'ended'].includes(waitingFor(listed.stage, viewer.party.kind));
}

function declinePage(listed: ListedAgreement, viewer: Viewer, form: FormBody, errors: readonly FieldError[]): object {
  const other = otherTitle(viewer.party.kind, listed.counterpart.name);
  const path = `/overeenkomsten/${listed.number}`;
  const waiting = waitingFor(listed.stage, viewer.party.kind);
  // By address alone one can come here after the last signature.
  const closed =
    waiting === 'in-force'
      ? sentenceOf(new DomainError('conflict', 'already-in-force'))
      : waiting === 'ended'
        ? 'Deze overeenkomst is al gestopt.'
        : waiting === 'running'
          ? 'Er wordt nu een handtekening gezet. Probeer het straks opnieuw.'
          : null;
  return {
    errors,
    overTitle: `${listed.number}, ${other}`,
    heading: DECLINE_TITLE,
    lead: 'Een geweigerde overeenkomst vervalt. Er komt geen recht om signalen uit te wisselen.',
    lines: [
      `${other} krijgt een e-mail met uw reden.`,
      'Ligt de overeenkomst op een lijst om te ondertekenen? Dan gaat zij eraf.',
      'U krijgt deze overeenkomst niet vanzelf opnieuw.',
    ],
    closed,
    action: `${path}/weigering`,
    fields: declineFields(form, errors),
    buttons: [submitButton(DECLINE_TITLE, 'danger')],
    links: [{ label: 'Terug naar de overeenkomst', href: path }],
  };
}
