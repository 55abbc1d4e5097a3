// What the other rooms use of this one.
export type { AgreementText } from './agreement-text';
export { composeAgreement } from './compose-agreement';
export { layOut } from './layout/lay-out';
export { mistakesIn, parseTemplate } from './template/parse-template';
export type { Template } from './template/template';
export { TemplateError, type TemplateErrorCode } from './template/template-error';
export { readingBlocks, type ReadingBlock } from './reading-blocks';
export { renderAgreementPdf } from './pdf/render-agreement-pdf';
export { appearanceOf } from './appearance';
export { unsupportedCharacters, UnsupportedCharacterError } from './fonts/glyph-set';
export { describeCharacters } from './fonts/describe-characters';
export { compileVariant } from './compile/compile-variant';
export { press, renderTail, type Press, type Rendered } from './compile/render-tail';
export type { ShapeBytes } from './compile/shape';
export { variantKey } from './compile/variant-key';
export type { VariantLayout } from './pdf/variant-layout';
