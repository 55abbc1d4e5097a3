import { notFound } from '../../domain/errors';
import { amsterdamDay } from '../../domain/time';
import { findParty } from '../../persistence/party';
import { agreementList } from '../../persistence/read/agreements';
import { partnersHere } from '../../persistence/read/counterparties';
import { allSectors } from '../../persistence/sector';
import { page, type MemberHandler } from '../http';
import { WORKS_HERE_NO_MORE } from '../nl/counterparties';
import { dutchDay, dutchList } from '../nl/format';
import { statusWords } from '../nl/status';
import { cell, fact } from '../parts';

/** One partner as this municipality sees it: who it is, and every agreement between the two. */
export const showPartner: MemberHandler = async (deps, { viewer, params }) => {
  const today = amsterdamDay(deps.clock.now());
  const municipality = await findParty(deps.db, viewer.party.id);
  if (!municipality) throw notFound();
  const here = (await partnersHere(deps.db, municipality, today)).filter(
    (one) => one.partner.number === params['number'],
  );
  const partner = here[0]?.partner;
  if (!partner) throw notFound();
  const sectors = await allSectors(deps.db);
  const nameOf = (code: string): string => sectors.find((sector) => sector.code === code)?.name ?? code;
  const agreements = (await agreementList(deps.db, municipality, today)).filter(
    (agreement) => agreement.counterpart.id === partner.id,
  );
  const model = {
    name: partner.name,
    lead: here.some((one) => one.worksHere) ? null : WORKS_HERE_NO_MORE,
    facts: [
      fact('Nummer', partner.number),
      fact('KvK-nummer', partner.kvk ?? 'Geen'),
      fact('Plaats', partner.seat ?? 'Niet bekend'),
      fact(
        'Werkt hier voor',
        dutchList(here.filter((one) => one.worksHere).map((one) => nameOf(one.sectorCode))) || 'Niets meer',
      ),
      fact('Mailbox', partner.generalMailbox ?? 'Niet bekend'),
      fact('Telefoon', partner.telephone ?? 'Niet bekend'),
    ],
    table:
      agreements.length === 0
        ? null
        : {
            caption: `Overeenkomsten met ${partner.name}`,
            captionShown: false,
            columns: ['Kenmerk', 'Sector', 'Status', 'Sinds'].map((label) => ({ label, align: 'start' as const })),
            rows: agreements.map((agreement) => {
              const words = statusWords(agreement.stage, 'municipality', viewer.personId);
              return [
                cell(agreement.number, { href: `/overeenkomsten/${agreement.number}` }),
                cell(nameOf(agreement.sectorCode)),
                cell(null, { badge: { tone: words.tone, label: words.text } }),
                cell(dutchDay(agreement.since)),
              ];
            }),
          },
  };
  return page('counterparties/partner', partner.name, model, {
    current: '/signaalpartners',
    breadcrumbs: [
      { label: 'Signaalpartners', href: '/signaalpartners' },
      { label: partner.name, href: null },
    ],
  });
};
