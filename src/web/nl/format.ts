// How days, moments, numbers and lists read in Dutch on a page: the same words as in the agreements.
import { dayInWords, listInWords, momentInWords, timeInWords } from '../../documents/dutch';
import { amsterdamDay } from '../../domain/time';

/** '2026-11-23' -> '23 november 2026'. Anything else is a fault of the caller. */
export const dutchDay = dayInWords;

/** '2026-11-23T13:02:00.000Z' -> '14.02 uur'. */
export const dutchTime = timeInWords;

/** '23 november 2026, 14.02 uur' */
export const dutchMoment = momentInWords;

/** ['a', 'b', 'c'] -> 'a, b en c' */
export const dutchList = listInWords;

/** The day of an instant in Amsterdam: '2026-12-31T23:30:00.000Z' -> '1 januari 2027'. */
export const dutchDayOf = (instant: string): string => dayInWords(amsterdamDay(instant));

/** 14271 -> '14.271'; whole numbers. */
export const dutchNumber = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '.');

/** (1, 'overeenkomst', 'overeenkomsten') -> '1 overeenkomst'; 45 -> '45 overeenkomsten'. */
export const counted = (count: number, one: string, more: string): string =>
  `${dutchNumber(count)} ${count === 1 ? one : more}`;
