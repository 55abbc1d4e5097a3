import { z } from 'zod';
import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay } from '../../domain/time';
import { arrangementOn } from '../../persistence/local-arrangement';
import { mandatesOf } from '../../persistence/mandate';
import { agreementList } from '../../persistence/read/agreements';
import { peculiarities } from '../../persistence/read/ceremony-page';
import { returnReasons } from '../../persistence/read/returned';
import { allSectors } from '../../persistence/sector';
import { prepareBatch } from '../../usecases/ceremony/prepare-batch';
import { parkDrafts } from '../../usecases/lifecycle/park-drafts';
import { readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type MemberHandler, type MemberRequest, type Reply } from '../http';
import { sentenceOf } from '../nl/errors';
import { prepareWords } from '../nl/work';
import { readDay, typedDay } from '../typed-day';
import { chosenAgreements, signatories, type PrepareFacts } from './prepare-choices';
import { preparePage } from './prepare-page';
import { waitingFor } from './waiting';

const PLACE = { current: '/overeenkomsten' };

export const showPrepare: MemberHandler = async (deps, { viewer }) => {
  const facts = await prepareFacts(deps, viewer);
  return page('work/prepare', prepareWords(viewer.party.kind).heading, preparePage(facts, null, []), PLACE);
};

export const doPrepare: MemberHandler = async (deps, request) => {
  const facts = await prepareFacts(deps, request.viewer);
  return typed(request.form, 'actie') === 'parkeer' ? park(deps, request, facts) : prepare(deps, request, facts);
};

const nothing: FieldError = { field: 'groep-1', message: 'Kies ten minste één overeenkomst.' };

const messageForm = z.object({
  bericht: z
    .string()
    .trim()
    .max(500, 'Gebruik ten hoogste 500 tekens.')
    .default('')
    .transform((text) => (text === '' ? null : text)),
});

async function prepare(deps: Deps, { viewer, form }: MemberRequest, facts: PrepareFacts): Promise<Reply> {
  const able = signatories(facts.mandates, facts.today);
  const list = chosenAgreements(facts, form);
  const signatory = able.find(({ personId }) => personId === typed(form, 'tekenbevoegde'));
  const message = readForm(messageForm, form);
  const errors: readonly FieldError[] = [
    ...(list.length === 0 ? [nothing] : []),
    ...(able.length > 0 && !signatory ? [{ field: 'tekenbevoegde', message: 'Kies wie ondertekent.' }] : []),
    ...(message.ok ? [] : message.errors),
  ];
  // Without arrangements or anybody who may sign the page itself says what to do first.
  if (errors.length > 0 || !signatory || !message.ok) return again(viewer, facts, form, errors);
  try {
    const { ceremonyNumber } = await prepareBatch(deps, {
      viewer,
      agreementIds: list.map(({ id }) => id),
      signatoryId: signatory.personId,
      message: message.value.bericht,
    });
    return redirect(
      signatory.personId === viewer.personId
        ? `/ondertekensessies/${ceremonyNumber}`
        : `/overzicht?klaargezet=${ceremonyNumber}`,
    );
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    return again(viewer, facts, form, [refusal(error, facts)]);
  }
}

/** Where on the page a refusal belongs. */
function refusal(error: DomainError, { sectors }: PrepareFacts): FieldError {
  if (error.code !== 'mandate-out-of-scope') return { field: 'groep-1', message: sentenceOf(error) };
  const names = String(error.detail['sectors'])
    .split(', ')
    .map((code) => sectors.find((sector) => sector.code === code)?.name.toLowerCase() ?? code);
  const detail = { ...error.detail, sectors: names.join(', ') };
  return { field: 'tekenbevoegde', message: sentenceOf({ code: error.code, detail }) };
}

async function park(deps: Deps, { viewer, form }: MemberRequest, facts: PrepareFacts): Promise<Reply> {
  const list = chosenAgreements(facts, form).filter(({ status }) => status === 'draft');
  const until = readDay(typedDay(form, 'parkeren'));
  const dayError = { empty: 'Vul in tot welke dag.', unknown: 'Deze dag bestaat niet.' };
  const errors: readonly FieldError[] = [
    ...(list.length === 0 ? [nothing] : []),
    ...(until === 'empty' || until === 'unknown' ? [{ field: 'parkeren', message: dayError[until] }] : []),
    ...(until !== 'empty' && until !== 'unknown' && until <= facts.today
      ? [{ field: 'parkeren', message: 'Kies een dag na vandaag.' }]
      : []),
  ];
  if (errors.length > 0) return again(viewer, facts, form, errors);
  await parkDrafts(deps, { viewer, agreementIds: list.map(({ id }) => id), until });
  return redirect('/overzicht?gedaan=geparkeerd');
}

function again(viewer: Viewer, facts: PrepareFacts, form: MemberRequest['form'], errors: readonly FieldError[]): Reply {
  return formAgain('work/prepare', prepareWords(viewer.party.kind).heading, preparePage(facts, form, errors), PLACE);
}

async function prepareFacts(deps: Deps, viewer: Viewer): Promise<PrepareFacts> {
  const { db } = deps;
  const today = amsterdamDay(deps.clock.now());
  const municipality = viewer.party.kind === 'municipality';
  const agreements = (await agreementList(db, viewer.party, today)).filter(({ stage }) =>
    ['prepare', 'parked'].includes(waitingFor(stage, viewer.party.kind)),
  );
  const { declinedBefore } = await peculiarities(
    db,
    agreements.map(({ id }) => id),
  );
  return {
    viewer,
    today,
    agreements,
    declinedBefore,
    sectors: await allSectors(db),
    mandates: await mandatesOf(db, viewer.party.id),
    arrangements: !municipality || (await arrangementOn(db, viewer.party.id, today)) !== null,
    returned: await returnReasons(db, viewer.party.id),
  };
}
