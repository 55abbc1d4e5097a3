import type { FieldError } from '../form';
import type { Reply, VisitorHandler, VisitorRequest } from '../http';
import { keepPartner, partnerDraft, type ContactDraft, type PartnerDraft } from './answers';
import { contactGroups, noContact, readContact, typedContact } from './contact-fields';
import { CONTACT, elsewhere, next, previous, wizard } from './partner-flow';
import { stepPage, wantsCheck } from './step-page';

export const getPartnerContact: VisitorHandler = async (_deps, request) => {
  const draft = partnerDraft(request.session);
  return elsewhere(draft, CONTACT) ?? contactPage(request, draft, draft.contact ?? noContact, []);
};

export const postPartnerContact: VisitorHandler = async (_deps, request) => {
  const draft = partnerDraft(request.session);
  const read = readContact(request.form);
  if (!read.ok) return contactPage(request, draft, typedContact(request.form), read.errors);
  const after = { ...draft, contact: read.value };
  keepPartner(request.session, after);
  return next(request, after, CONTACT);
};

function contactPage(
  request: VisitorRequest,
  draft: PartnerDraft,
  value: ContactDraft,
  errors: readonly FieldError[],
): Reply {
  return stepPage({
    wizard,
    at: 4,
    title: 'Met wie hebben wij contact?',
    action: CONTACT,
    groups: contactGroups(value, errors),
    previous: previous(draft, CONTACT),
    errors,
    toCheck: wantsCheck(request),
  });
}
