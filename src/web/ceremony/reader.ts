import type { Deps } from '../../deps';
import { allSectors } from '../../persistence/sector';
import { page, type MemberRequest, type Reply } from '../http';
import { behalfFact } from '../nl/ceremony';
import { counted, dutchDayOf, dutchNumber } from '../nl/format';
import { fact, submitButton } from '../parts';
import { grouped, listGroups } from './groups';
import { ceremonyPath, type OpenCeremony } from './open';

/** For who prepared: the list, and with whom it lies. It can be taken back here, not signed. */
export async function readerPage(deps: Deps, request: MemberRequest, open: OpenCeremony): Promise<Reply> {
  const { ceremony, signatory, preparer } = open;
  const { viewer, query } = request;
  const listed = open.entries.filter((entry) => entry.state === 'listed');
  const sectors = await allSectors(deps.db);
  const heading = `${counted(listed.length, 'overeenkomst ligt', 'overeenkomsten liggen')} bij ${signatory}`;
  const groups = listGroups(grouped(listed, viewer.party.kind, sectors), {
    viewerKind: viewer.party.kind,
    sectors,
    path: ceremonyPath(ceremony.number),
    whole: query['toon'] ?? null,
    firstOpen: false,
  });
  return page(
    'ceremony/reader',
    heading,
    {
      heading,
      lead: `${signatory} kreeg een e-mail en kan nu ondertekenen. U hoeft niets te doen.`,
      takeBack: {
        action: `${ceremonyPath(ceremony.number)}/terughalen`,
        text: `Moet een ander ondertekenen, of klopt de lijst niet? Haal de lijst terug. ${signatory} kan dan niet meer ondertekenen en u kunt opnieuw klaarzetten.`,
        button: submitButton('Haal de lijst terug', 'secondary'),
      },
      facts: [
        fact('Ondertekensessie', ceremony.number),
        fact('Namens', behalfFact(viewer.party)),
        fact('Klaargezet door', `${preparer}, op ${dutchDayOf(ceremony.preparedAt)}`),
        ...(ceremony.message === null ? [] : [fact('Bericht', ceremony.message)]),
      ],
      listTitle: listed.length === 1 ? 'De overeenkomst' : `Alle ${dutchNumber(listed.length)} overeenkomsten`,
      groups,
      links: [{ label: 'Naar het overzicht', href: '/overzicht' }],
    },
    { current: '/overeenkomsten' },
  );
}
