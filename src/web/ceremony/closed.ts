import { TAKEN_BACK } from '../../domain/ceremony';
import { page, type Reply } from '../http';
import { counted, dutchDayOf } from '../nl/format';
import { fact, linkButton } from '../parts';
import type { OpenCeremony } from './open';

/** A list that went back, or on which nothing was left: what became of it. */
export function closedPage(open: OpenCeremony): Reply {
  const { ceremony, entries, signatory, preparer } = open;
  const back = ceremony.status === 'sent-back';
  const taken = entries.some((entry) => entry.reason === TAKEN_BACK);
  const when = ceremony.finishedAt === null ? '' : ` op ${dutchDayOf(ceremony.finishedAt)}`;
  const heading = back
    ? 'Deze lijst is teruggestuurd'
    : taken
      ? 'Deze lijst is teruggehaald'
      : 'Er is niets meer te ondertekenen';
  return page(
    'ceremony/closed',
    heading,
    {
      heading,
      lead: back
        ? `${signatory} stuurde ${counted(entries.length, 'overeenkomst', 'overeenkomsten')} terug naar ${preparer}${when}. Er is niets ondertekend.`
        : taken
          ? `De lijst is bij ${signatory} teruggehaald${when}. Er is niets ondertekend. ${preparer} kan opnieuw klaarzetten.`
          : 'De overeenkomsten van deze lijst zijn geweigerd, ingetrokken of vervallen.',
      facts: [
        fact('Ondertekensessie', ceremony.number),
        ...(ceremony.note === null ? [] : [fact('Reden', ceremony.note)]),
      ],
      button: linkButton('Naar het overzicht', '/overzicht'),
    },
    { current: '/overeenkomsten' },
  );
}
