function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Dutch words that a lawyer may write where a name is English. */
const ENGLISH: Readonly<Record<string, string>> = {
  gemeente: 'municipality',
  naam: 'name',
  signaalpartner: 'partner',
  uitvoerder: 'executor',
  kenmerk: 'number',
  nummer: 'number',
  aansluitbesluit: 'decision',
  besluit: 'decision',
  plaatsen: 'places',
  vestigingsplaats: 'seat',
  gemachtigde: 'agent',
  loket: 'desk',
  merken: 'brands',
  telefoon: 'telephone',
  adres: 'address',
  rol: 'role',
};

const inEnglish = (name: string): string =>
  name
    .split('.')
    .map((word) => (Object.hasOwn(ENGLISH, word) ? (ENGLISH[word] ?? word) : word))
    .join('.');

/** The known name with the fewest changed letters (Levenshtein), or null where there are no names. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const written = name.toLowerCase();
  const spellings = [...new Set([written, inEnglish(written)])];
  let best: string | null = null;
  let least = Infinity;
  for (const candidate of known) {
    const d = Math.min(...spellings.map((spelling) => distance(spelling, candidate.toLowerCase())));
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}
