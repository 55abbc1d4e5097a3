import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { PartnerAnswers } from '../../domain/registration';
import { allPlaces } from '../../persistence/read/places';
import { allSectors } from '../../persistence/sector';
import { registerPartner } from '../../usecases/onboarding/register-partner';
import type { FieldError } from '../form';
import { redirect, type Reply, type VisitorHandler } from '../http';
import { sentenceOf } from '../nl/errors';
import { areaSize, areaWords } from '../nl/registration';
import { fact, type Card } from '../parts';
import { forgetPartner, partnerDraft } from './answers';
import { areaFigures } from './area-fields';
import { answerCard, checkPage, contactCard } from './check-page';
import { answersOf, areaPath, BASE, CHECK, CONTACT, firstOpen, ORGANISATION, wizard } from './partner-flow';

export const getPartnerCheck: VisitorHandler = async (deps, request) => {
  const draft = partnerDraft(request.session);
  const answers = answersOf(draft);
  return answers ? partnerCheck(deps, answers, []) : redirect(firstOpen(draft));
};

export const postPartnerCheck: VisitorHandler = async (deps, request) => {
  const draft = partnerDraft(request.session);
  const answers = answersOf(draft);
  if (!answers) return redirect(firstOpen(draft));
  try {
    const { secret } = await registerPartner(deps, answers);
    forgetPartner(request.session);
    return redirect(`/aanmeldingen/${secret}`);
  } catch (error) {
    if (!(error instanceof DomainError) || !MENDABLE.includes(error.code)) throw error;
    return partnerCheck(deps, answers, [{ field: 'antwoorden', message: sentenceOf(error) }]);
  }
};

const MENDABLE: readonly string[] = ['partner-already-registered', 'sector-closed'];

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
