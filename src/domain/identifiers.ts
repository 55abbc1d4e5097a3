/** A KvK number: eight digits, leading zeros kept. The Handelsregister defines no check digit, so the shape is all that can be told. */
export function isKvkNumber(text: string): boolean {
  return /^\d{8}$/.test(text) && !/^(\d)\1{7}$/.test(text);
}

/** What people type around the digits: spaces, dots and dashes. */
export function kvkDigits(text: string): string {
  return text.replace(/[\s.-]/g, '');
}

/** A CBS municipality code as people write it (GM0344, gm344, 0344, 344) in its full form; null for anything else. */
export function municipalityCode(text: string): string | null {
  const digits = /^(?:GM)?\s*(\d{1,4})$/i.exec(text.trim())?.[1];
  return digits === undefined ? null : `GM${digits.padStart(4, '0')}`;
}
