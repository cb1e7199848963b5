/** A letter that looks right and means nothing to YAML, as Japanese keyboards and word processors write it. */
export interface WideLetter {
  /** From 1. */
  line: number;
  /** What is there, and what to write instead. */
  message: string;
  /** It may be meant, as part of a text: only where the line is wrong anyway is it to blame. */
  isPossiblyText: boolean;
}

const SPACES: Record<string, string> = {
  '\u3000': 'full-width spaces',
  '\u00a0': 'non-breaking spaces',
  '\t': 'tabs',
};
const MARKS: Record<string, string> = {
  '｛': '{',
  '｝': '}',
  '［': '[',
  '］': ']',
  '，': ',',
  '：': ': ',
  '＃': '#',
  '－': '- ',
};
const QUOTES = /(?:^|[:,{[-]\s*)([“”„‘’「＂＇])/;
const WIDE_DIGITS = /:\s*(-?[０-９．]*[０-９][０-９．]*)\s*$/;
const BLOCK = /(?:^|[:-]\s)\s*[|>][-+0-9]*\s*(?:#.*)?$/;

/** Where such letters stand in the place of YAML's own; what lies in a block of text (after `|`) is left alone. */
export function wideLettersIn(text: string): WideLetter[] {
  const found: WideLetter[] = [];
  let previous = '';
  let block: number | null = null;
  for (const [place, written] of text.split('\n').entries()) {
    const indent = /^ */.exec(written)?.[0].length ?? 0;
    const isBlank = written.trim() === '';
    if (block !== null && (isBlank || indent > block)) continue;
    block = null;
    if (isBlank || written.trimStart().startsWith('#')) continue;
    const line = place + 1;
    for (const { message, isPossiblyText } of lettersOf(written, previous))
      found.push({ line, message, isPossiblyText });
    previous = written;
    if (BLOCK.test(withoutQuoted(written))) block = indent;
  }
  return found;
}

type Letter = Omit<WideLetter, 'line'>;

function lettersOf(written: string, previous: string): Letter[] {
  const indentation = /^[\s\u3000\u00a0]*/.exec(written)?.[0] ?? '';
  const space = [...indentation].find((letter) => letter in SPACES);
  if (space !== undefined) {
    const count = expectedIndent(previous);
    const instead = `write half-width spaces instead${count === null ? '' : `, ${count} of them here`}`;
    return [{ message: `begins with ${SPACES[space]}: ${instead}`, isPossiblyText: false }];
  }
  const bare = withoutQuoted(written);
  const mark = markIn(bare);
  if (mark !== undefined) {
    const message = `has a full-width \`${mark}\`: write \`${MARKS[mark]}\``;
    return [
      { message: MARKS[mark]?.endsWith(' ') ? `${message} with a space after it` : message, isPossiblyText: false },
    ];
  }
  const digits = WIDE_DIGITS.exec(bare)?.[1];
  if (digits !== undefined) {
    const message = `has full-width digits: write ${digits.normalize('NFKC')} instead of ${digits}`;
    return [{ message, isPossiblyText: true }];
  }
  const quote = QUOTES.exec(bare)?.[1];
  if (quote === undefined) return [];
  return [
    {
      message: `has \`${quote}\` where a quote would stand: write \`"\` before and after the text`,
      isPossiblyText: true,
    },
  ];
}

function markIn(bare: string): string | undefined {
  const list = /^\s*(－)/.exec(bare)?.[1];
  const comment = /(?:^|\s)(＃)/.exec(bare)?.[1];
  const colon = /^\s*(?:- )?[A-Za-z][\w.-]*\s*(：)/.exec(bare)?.[1];
  const brace = /^(?:\s*(?:- )?(?:[\w.-]+\s*[:：]\s*)?)([｛［])/.exec(bare)?.[1];
  const isFlow = brace !== undefined || /^(?:\s*(?:- )?(?:[\w.-]+:\s*)?)[{[]/.test(bare);
  const within = isFlow ? markOfFlow(bare) : undefined;
  return list ?? colon ?? brace ?? within ?? comment;
}

/** A text without quotes may hold any of them: only before a key, or at the end, they stand in the place of YAML's own. */
function markOfFlow(bare: string): string | undefined {
  const [, comma] = /(，)\s*[A-Za-z][\w-]*\s*[:：]/.exec(bare) ?? [];
  const [, colon] = /[{｛,，]\s*[A-Za-z][\w-]*\s*(：)/.exec(bare) ?? [];
  const [, end] = /([｝］])[\s｝］}\]]*$/.exec(bare) ?? [];
  return comma ?? colon ?? end;
}

/** What stands in quotes is text, and so is what follows a `#`. */
function withoutQuoted(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '""').replace(/(^|\s)#.*$/, '$1');
}

function expectedIndent(previous: string): number | null {
  const indent = /^[ ]*/.exec(previous)?.[0].length ?? 0;
  if (/^[\s\u3000\u00a0]*/.exec(previous)?.[0].length !== indent) return null;
  return /:\s*(#.*)?$/.test(previous) ? indent + 2 : indent;
}
