import { addDays, amsterdamDay } from '../../domain/time';
import { cacheable, text, type PublicHandler } from '../http';

/** RFC 9116: where somebody who found a weakness turns to. Section 2.5.5: it expires within a year, so that it stays true. */
export const getSecurityText: PublicHandler = async ({ config, clock }) => {
  const expires = `${addDays(amsterdamDay(clock.now()), 180)}T00:00:00.000Z`;
  const lines = [
    `Contact: mailto:${config.desk.mail}`,
    `Expires: ${expires}`,
    'Preferred-Languages: nl, en',
    `Canonical: ${config.baseUrl}/.well-known/security.txt`,
    `Policy: ${config.baseUrl}/beveiligingslek-melden`,
  ];
  return cacheable(text(`${lines.join('\n')}\n`));
};
