import fc from 'fast-check';

const SURROGATES = { from: 0xd800, count: 0x800 };

/** Any character that there is, every other one of ASCII. fast-check's own unit `binary` takes seconds to be made. */
export const anyCharacter = fc
  .oneof(fc.nat(0x7f), fc.nat(0x10ffff - SURROGATES.count))
  .map((n) => String.fromCodePoint(n < SURROGATES.from ? n : n + SURROGATES.count));
