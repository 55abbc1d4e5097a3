// /aanmeldingen/{code}: where is my registration? Opens by its secret link, without login.
import type { Deps } from '../../deps';
import { expectedDay, type Registration } from '../../domain/registration';
import { findParty } from '../../persistence/party';
import { findRegistrationByLink } from '../../persistence/registration';
import { notesOf } from '../../persistence/registration-note';
import { secretHash } from '../../usecases/accounts/secrets';
import { page, type Reply, type VisitorHandler, type VisitorRequest } from '../http';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { registrationBadge, registrationSteps } from '../nl/registration-state';
import { fact, linkButton } from '../parts';
import { deskOf } from '../public/desk';

export const getRegistrationState: VisitorHandler = async (deps, request) => {
  const registration = await registrationOf(deps, request);
  if (!registration) return unknownLink(deps);
  const party = await findParty(deps.db, registration.partyId);
  const supplements = (await notesOf(deps.db, registration.id)).filter((note) => note.kind === 'supplement');
  const lastHeard = supplements.at(-1)?.at ?? registration.receivedAt;
  const asked = registration.status === 'asked';
  return page('registration/state', `Uw aanmelding ${registration.number}`, {
    number: registration.number,
    badge: registrationBadge(registration.status),
    facts: [fact('Organisatie', party ? organisationInWords(party) : ''), fact('Nummer', registration.number)],
    items: registrationSteps(registration, lastHeard, expectedDay(lastHeard)),
    question: asked ? registration.question : null,
    reason: registration.status === 'refused' ? registration.reason : null,
    open: registration.status === 'received' || asked,
    button: asked ? linkButton('Vul aan', `/aanmeldingen/${request.params['code'] ?? ''}/aanvulling`) : null,
    again: `/aanmelden/${registration.answers.kind === 'municipality' ? 'gemeente' : 'signaalpartner'}`,
    desk: deskOf(deps),
  });
};

/** The registration that the secret in the address opens. */
export async function registrationOf(deps: Deps, request: VisitorRequest): Promise<Registration | null> {
  return findRegistrationByLink(deps.db, secretHash(request.params['code'] ?? ''));
}

/** One text for each link that opens nothing, so that nobody learns which ones exist. */
export function unknownLink(deps: Deps): Reply {
  return page('registration/unknown-link', 'Controleer de link', { desk: deskOf(deps) }, { status: 404 });
}
