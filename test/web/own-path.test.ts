import { ownPath } from '../../src/web/middleware/respond';

// What browsers read as another host, another scheme, or a second header.
const FOREIGN = [
  '',
  ' ',
  'evil.example',
  'evil.example/pad',
  'www.evil.example',
  'http://evil.example',
  'https://evil.example',
  'HTTPS://evil.example',
  'http:evil.example',
  'https:/evil.example',
  'ftp://evil.example',
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '\\/evil.example',
  '\\\\evil.example',
  '\\evil.example',
  ' //evil.example',
  '\t//evil.example',
  '\n//evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r/evil.example',
  '/\r\nLocation: https://evil.example',
  '/overzicht\r\nSet-Cookie: a=b',
  '/overzicht\u0000',
  '\u0000//evil.example',
  '/\u0009\\evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://evil.example/x',
  'mailto:x@evil.example',
  '@evil.example',
  '.evil.example',
  '?//evil.example',
  '#//evil.example',
  '%2f%2fevil.example',
];

it.each(FOREIGN)('%j leads home, not away', (to) => {
  expect(ownPath(to)).toBe('/');
});

it.each([
  '/',
  '/overzicht',
  '/register?q=//evil.example',
  '/overeenkomsten/OVK-2026-000042#bewijs',
  '/%2F%2Fevil.example',
])('%j is a page of our own', (to) => {
  expect(ownPath(to)).toBe(to);
  expect(new URL(to, 'https://portaal.example').host).toBe('portaal.example');
});
