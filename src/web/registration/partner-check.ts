import type { Deps } from '../../deps';
import type { PartnerAnswers } from '../../domain/registration';
import { allPlaces } from '../../persistence/read/places';
import { allSectors } from '../../persistence/sector';
import { registerPartner } from '../../usecases/onboarding/register-partner';
import type { FieldError } from '../form';
import { redirect, type Reply, type VisitorHandler } from '../http';
import { areaSize, areaWords } from '../nl/registration';
import { fact, type Card } from '../parts';
import { forgetPartner, partnerDraft } from './answers';
import { areaFigures } from './area-fields';
import { answerCard, checkPage, contactCard } from './check-page';
import { beginSubmission, sendOnce, sentBefore } from './send-once';
import { answersOf, areaPath, BASE, CHECK, CONTACT, firstOpen, ORGANISATION, wizard } from './partner-flow';

export const getPartnerCheck: VisitorHandler = async (deps, request) => {
  const draft = partnerDraft(request.session);
  const answers = answersOf(draft);
  if (!answers) return (await sentBefore(deps, request.session)) ?? redirect(firstOpen(draft));
  beginSubmission(deps, request.session);
  return partnerCheck(deps, answers, []);
};

export const postPartnerCheck: VisitorHandler = async (deps, request) => {
  const draft = partnerDraft(request.session);
  const answers = answersOf(draft);
  if (!answers) return (await sentBefore(deps, request.session)) ?? redirect(firstOpen(draft));
  return sendOnce(deps, request, {
    register: (submission) => registerPartner(deps, answers, submission),
    forget: () => forgetPartner(request.session),
    mendable: ['partner-already-registered', 'sector-closed'],
    again: (message) => partnerCheck(deps, answers, [{ field: 'antwoorden', message }]),
  });
};

async function partnerCheck(deps: Deps, answers: PartnerAnswers, errors: readonly FieldError[]): Promise<Reply> {
  const sectors = (await allSectors(deps.db)).filter((sector) => answers.sectors.includes(sector.code));
  const places = await allPlaces(deps.db);
  const areaCards: readonly Card[] = sectors.map((sector) => {
    const { total, taking } = areaFigures(answers.area, sector.code, places);
    return answerCard(`Werkgebied ${sector.name.toLowerCase()}`, areaPath(sector.code), [
      fact('Waar', areaWords(answers.area, sector.code, places)),
      fact('Aantal', areaSize(total, taking)),
    ]);
  });
  const cards = [
    answerCard('Sector', BASE, [fact('Sector', sectors.map((sector) => sector.name).join(', '))]),
    answerCard('Organisatie', ORGANISATION, [
      fact('KvK-nummer', answers.kvk),
      fact('Statutaire naam', answers.name),
      fact('Vestigingsplaats', answers.seat),
    ]),
    ...areaCards,
    contactCard(answers.contact, answers.generalMailbox, CONTACT),
  ];
  return checkPage({ wizard, action: CHECK, previous: CONTACT, cards, errors });
}
