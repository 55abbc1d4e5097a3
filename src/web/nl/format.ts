// How days, moments, numbers and lists read in Dutch. Pure: the same on every machine, whatever its language or time zone.

const months = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
];

/** `day`: YYYY-MM-DD; '2026-11-23' -> '23 november 2026'. Anything else is a fault of the caller. */
export const dutchDay = (day: string): string => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const month = months[Number(parts?.[2]) - 1];
  if (parts === null || month === undefined) throw new RangeError(`not a day: "${day}"`);
  return `${Number(parts[3])} ${month} ${parts[1]}`;
};

const amsterdam = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const inAmsterdam = (instant: string): { readonly day: string; readonly time: string } => {
  const parts = new Map(amsterdam.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}.${part('minute')} uur`,
  };
};

/** `instant`: ISO UTC; '2026-11-23T13:02:00.000Z' -> '14.02 uur'. */
export const dutchTime = (instant: string): string => inAmsterdam(instant).time;

/** The day of an instant in Amsterdam: '2026-12-31T23:30:00.000Z' -> '1 januari 2027'. */
export const dutchDayOf = (instant: string): string => dutchDay(inAmsterdam(instant).day);

/** '23 november 2026, 14.02 uur' */
export const dutchMoment = (instant: string): string => `${dutchDayOf(instant)}, ${dutchTime(instant)}`;

/** 14271 -> '14.271'; whole numbers. */
export const dutchNumber = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '.');

/** ['a', 'b', 'c'] -> 'a, b en c' */
export const dutchList = (items: readonly string[]): string => {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} en ${last}`;
};

/** (1, 'overeenkomst', 'overeenkomsten') -> '1 overeenkomst'; 45 -> '45 overeenkomsten'. */
export const counted = (count: number, one: string, more: string): string =>
  `${dutchNumber(count)} ${count === 1 ? one : more}`;
