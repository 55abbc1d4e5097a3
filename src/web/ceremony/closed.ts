import { page, type Reply } from '../http';
import { counted, dutchDayOf } from '../nl/format';
import { fact, linkButton } from '../parts';
import type { OpenCeremony } from './open';

/** A list that went back, or on which nothing was left: what became of it. */
export function closedPage(open: OpenCeremony): Reply {
  const { ceremony, entries, signatory, preparer } = open;
  const back = ceremony.status === 'sent-back';
  const when = ceremony.finishedAt === null ? '' : ` op ${dutchDayOf(ceremony.finishedAt)}`;
  const heading = back ? 'Deze lijst is teruggestuurd' : 'Er is niets meer te ondertekenen';
  return page(
    'ceremony/closed',
    heading,
    {
      heading,
      lead: back
        ? `${signatory} stuurde ${counted(entries.length, 'overeenkomst', 'overeenkomsten')} terug naar ${preparer}${when}. Er is niets ondertekend.`
        : 'Alle overeenkomsten van deze lijst zijn geweigerd of ingetrokken.',
      facts: [
        fact('Ondertekensessie', ceremony.number),
        ...(ceremony.note === null ? [] : [fact('Reden', ceremony.note)]),
      ],
      button: linkButton('Naar het overzicht', '/overzicht'),
    },
    { current: '/overeenkomsten' },
  );
}
