/** What spreadsheets show instead of a value: the errors of Excel and its kin, in the languages that translate them. */
const ERROR =
  /^#(?:N\/A|NV|N\/D|REF!|BEZUG!|VALUE!|WERT!|VALEUR!|VALOR!|¡?VALOR!|DIV\/0!|¡DIV\/0!|NAME\?|NOM\?|¿?NOMBRE\?|NUM!|ZAHL!|NOMBRE!|NULL!|NULO!|NUL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|GETTING_DATA|ERROR!|スピル!|フィールド!)$/i;
const TOO_NARROW = /^#{3,}$/;
const FORMULA = /^=./;
/** `4.58231E+11`: of a long number only the first digits are left. */
const SHORTENED_NUMBER = /^\d(?:[.,]\d+)?E\+\d{2,}$/i;

/** Columns whose texts are names of records, not numbers: there a shortened number is another record. */
const ID_COLUMNS: ReadonlySet<string> = new Set(['id', 'account', 'csm', 'manager', 'standIn', 'successor']);

/** What a spreadsheet made of a cell, and how to get the value back; undefined for a cell that it left alone. */
export function spoiltBySpreadsheet(column: string, text: string): string | undefined {
  if (ERROR.test(text)) return 'is an error of the spreadsheet: mend its formula, or empty the cell';
  if (TOO_NARROW.test(text))
    return 'is what a spreadsheet shows in a column that is too narrow: widen it and export again';
  if (FORMULA.test(text)) return 'is a formula: export the values instead';
  if (ID_COLUMNS.has(column) && SHORTENED_NUMBER.test(text)) {
    return 'was shortened by a spreadsheet: format the column as text, fill in the ids again and export it';
  }
  return undefined;
}
