import { readFile } from 'node:fs/promises';
import { OperatorError } from '../functions/operate/operator-error.ts';

/** The text of a UTF-8 file, without a byte order mark and with `\n` as its line break. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch (error) {
    throw new OperatorError(
      'not-utf-8',
      `${path} can't be read.`,
      'It is not UTF-8 text; spreadsheets often save Shift_JIS or Windows-1252.',
      'Save it as "CSV UTF-8" and run the command again.',
      { cause: error },
    );
  }
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
