// The evidence package of one agreement: a file for its parties and the NVVK, or what has to happen first.
import { DomainError } from '../../domain/errors';
import { evidenceTexts } from '../../outside/template-files';
import { handOutEvidence } from '../../usecases/evidence/hand-out-evidence';
import { file, page, type MemberHandler } from '../http';
import { sentenceOf } from '../nl/errors';
import { projectRoot } from '../project-root';

export const getEvidence: MemberHandler = async (deps, { viewer, params }) => {
  const number = params['kenmerk'] ?? '';
  try {
    const { zip } = await handOutEvidence(deps, evidenceTexts(projectRoot), { number, viewer });
    const demonstration = deps.config.demonstration ? 'DEMONSTRATIE ' : '';
    return file(`${demonstration}bewijs ${number}.zip`, 'application/zip', zip);
  } catch (error) {
    if (!(error instanceof DomainError) || (error.code !== 'nothing-signed' && error.code !== 'proof-unavailable'))
      throw error;
    const heading = 'Er is nu geen bewijspakket';
    const desk = viewer.party.kind === 'steward';
    const back = desk
      ? { label: 'Terug naar Organisaties', href: '/beheer/organisaties' }
      : { label: 'Terug naar de overeenkomst', href: `/overeenkomsten/${number}` };
    return page(
      'work/no-evidence',
      heading,
      { overTitle: number, heading, lead: sentenceOf(error), links: [back] },
      {
        status: error.code === 'nothing-signed' ? 409 : 503,
        current: desk ? '/beheer/organisaties' : '/overeenkomsten',
      },
    );
  }
};
