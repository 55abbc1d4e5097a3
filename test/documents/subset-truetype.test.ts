import { create } from '@pdf-lib/fontkit';
import { face, FACE_NAMES } from '../../src/documents/fonts/faces';
import { subsetTrueType } from '../../src/documents/fonts/subset-truetype';

describe.each(FACE_NAMES)('the embedded part of %s', (name) => {
  const { font, source, glyphs } = face(name);
  const subset = create(subsetTrueType(source, glyphs));

  test('draws every character as the whole font does, at its code', () => {
    glyphs.forEach((glyph, i) => {
      expect(subset.getGlyph(i + 1).path.toSVG()).toBe(font.getGlyph(glyph).path.toSVG());
      expect(subset.getGlyph(i + 1).advanceWidth).toBe(font.getGlyph(glyph).advanceWidth);
    });
  });

  test('has composed letters, whose parts follow after the characters', () => {
    expect(subset.numGlyphs).toBeGreaterThanOrEqual(glyphs.length + 1);
    expect(glyphs.filter((glyph) => font.getGlyph(glyph).path.toSVG() !== '').length).toBeGreaterThan(320);
  });

  test('is a fraction of the whole and always the same', () => {
    const bytes = subsetTrueType(source, glyphs);
    expect(bytes.length).toBeLessThan(source.length / 4);
    expect(bytes.equals(subsetTrueType(source, [...glyphs]))).toBe(true);
  });
});
