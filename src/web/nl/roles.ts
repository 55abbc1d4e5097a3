import type { Viewer } from '../../domain/parties';
import { organisationInWords, rolesInWords } from '../../usecases/accounts/mail-words';

/** "Gemeente Zutphen, contactpersoon": the line under a person's name. */
export const personLine = (viewer: Viewer): string =>
  `${organisationInWords(viewer.party)}, ${rolesInWords([...viewer.roles])}`;
