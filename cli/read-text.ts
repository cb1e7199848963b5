import { readFile } from 'node:fs/promises';
import { OperatorError } from '../functions/operate/operator-error.ts';

/** What a file begins with that is no text, and what to do about it. */
const NO_TEXT: { begins: number[]; is: string; mend: string }[] = [
  {
    begins: [0x50, 0x4b, 0x03, 0x04],
    is: 'It is a workbook of a spreadsheet (or a ZIP archive), not text.',
    mend: 'Save the sheet as "CSV UTF-8" and run the command on that file.',
  },
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    is: 'It is a workbook of an old Excel, not text.',
    mend: 'Save the sheet as "CSV UTF-8" and run the command on that file.',
  },
  {
    begins: [0x1f, 0x8b],
    is: 'It is compressed.',
    mend: 'Unpack it with gunzip and run the command on what comes out.',
  },
];

/** The text of a file in UTF-8, or in UTF-16 that says so, without a byte order mark and with `\n` as its line break. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
  });
  const noText = NO_TEXT.find(({ begins }) => begins.every((byte, i) => bytes[i] === byte));
  if (noText !== undefined) throw new OperatorError('not-text', `${path} can't be read.`, noText.is, noText.mend);
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new RangeError('holds bytes that no text has');
    return text.replace(/\r\n?/g, '\n');
  } catch (error) {
    throw new OperatorError(
      'not-utf-8',
      `${path} can't be read.`,
      'It is not UTF-8 text; spreadsheets often save Shift_JIS, Windows-1252 or UTF-16.',
      'Save it as "CSV UTF-8" and run the command again.',
      { cause: error },
    );
  }
}

/** By the mark at its beginning, as Excel's "Unicode Text" has one; without a mark it is UTF-8 or nothing. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

export function unreadable(path: string, error: NodeJS.ErrnoException): OperatorError {
  return new OperatorError(
    'no-file',
    `${path} can't be read.`,
    error.code === 'ENOENT' ? 'There is no such file.' : `The system says ${error.code}.`,
    'Check the path and your right to read it.',
    { cause: error },
  );
}
