/** Names are stored in NFC, without surrounding or doubled white space. */
export function cleanName(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** The key that names sort by: no diacritics, no leading apostrophe-s or article, lower case ("'s-Gravenhage" under g). */
export function sortKey(name: string): string {
  return searchKey(name).replace(/^(s |de |het |t )/, '');
}

/** The key that searches compare: lower case letters and digits with single spaces, no diacritics. */
export function searchKey(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
