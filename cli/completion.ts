// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shells write so what stands for a value.
import type { Argument, Command, Option } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

interface Word {
  text: string;
  description: string;
}

/** What may follow at one place of the command line. */
interface Place {
  /** The words that lead there: `tasks done`, or nothing. */
  path: string;
  words: Word[];
  /** By option: what it takes, where only certain words do. */
  choices: { option: string; values: string[] }[];
  takesFile: boolean;
}

/** A script that completes the command's words in a shell, made of what the command understands. */
export function completionScript(shell: Shell, program: Command): string {
  const places = placesOf(program, []);
  const name = program.name();
  return `${[`# Completion of ${name} for ${shell}.`, ...writers[shell](name, places)].join('\n')}\n`;
}

function placesOf(command: Command, path: string[]): Place[] {
  const help = command.createHelp();
  const options = [...help.visibleOptions(command), ...globalOptionsOf(command)];
  const subcommands = help.visibleCommands(command);
  const place: Place = {
    path: path.join(' '),
    words: [
      ...subcommands.map((sub) => ({ text: sub.name(), description: sub.description() })),
      ...command.registeredArguments.flatMap(({ argChoices = [], description }) =>
        argChoices.map((text) => ({ text, description })),
      ),
      ...options.flatMap(({ long, description }) => (long ? [{ text: long, description }] : [])),
    ],
    choices: options.flatMap(({ long, argChoices }) =>
      long && argChoices ? [{ option: long, values: argChoices }] : [],
    ),
    takesFile: [...command.registeredArguments, ...options].some(isFile),
  };
  return [place, ...subcommands.flatMap((sub) => placesOf(sub, [...path, sub.name()]))];
}

function globalOptionsOf(command: Command): Option[] {
  return command.parent === null
    ? []
    : [...command.parent.options, ...globalOptionsOf(command.parent)].filter(
        ({ long }) => long === '--json' || long === '--stage',
      );
}

function isFile(taken: Argument | Option): boolean {
  const name = 'flags' in taken ? taken.flags : taken.name();
  return /file|folder/i.test(name);
}

/** Fits between single quotes in all three shells. */
const quoted = (text: string) => `'${text.replaceAll("'", '’')}'`;
const wordsIn = (texts: string[]) => quoted(texts.join(' '));

const writers: Record<Shell, (name: string, places: Place[]) => string[]> = {
  bash: (name, places) => [
    `_${name}() {`,
    "  local path='' words='' i",
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    case "${path:+$path }${COMP_WORDS[i]}" in',
    `      ${pathPattern(places)}) path="\${path:+$path }\${COMP_WORDS[i]}" ;;`,
    '    esac',
    '  done',
    '  case $path in',
    ...places.map(({ path, words }) => `    ${quoted(path)}) words=${wordsIn(words.map(({ text }) => text))} ;;`),
    '  esac',
    '  case "$path ${COMP_WORDS[COMP_CWORD - 1]}" in',
    ...places.flatMap(({ path, choices }) =>
      choices.map(({ option, values }) => `    ${quoted(`${path} ${option}`)}) words=${wordsIn(values)} ;;`),
    ),
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    `complete -o default -F _${name} ${name}`,
  ],
  zsh: (name, places) => [
    `_${name}() {`,
    "  local place='' word",
    '  local -a choices',
    '  for word in ${words[2,CURRENT-1]}; do',
    '    case "${place:+$place }$word" in',
    `      (${pathPattern(places)}) place="\${place:+$place }$word" ;;`,
    '    esac',
    '  done',
    '  case "$place ${words[CURRENT-1]}" in',
    ...places.flatMap(({ path, choices }) =>
      choices.map(
        ({ option, values }) =>
          `    (${quoted(`${path} ${option}`)}) compadd -- ${values.map(quoted).join(' ')}; return ;;`,
      ),
    ),
    '  esac',
    '  case $place in',
    ...places.map(
      ({ path, words }) =>
        `    (${quoted(path)}) choices=(${words.map(({ text, description }) => quoted(`${text}:${description.replaceAll(':', '\\:')}`)).join(' ')}) ;;`,
    ),
    '  esac',
    `  _describe ${quoted(name)} choices || _files`,
    '}',
    `compdef _${name} ${name}`,
  ],
  fish: (name, places) => [
    `function __${name}_at`,
    "  set -l place ''",
    '  for word in (commandline -opc)[2..]',
    '    set -l longer (string trim -- "$place $word")',
    `    if contains -- $longer ${places
      .slice(1)
      .map(({ path }) => quoted(path))
      .join(' ')}`,
    '      set place $longer',
    '    end',
    '  end',
    '  test "$place" = "$argv[1]"',
    'end',
    ...places.flatMap(({ path, words, choices, takesFile }) => {
      const at = `complete -c ${name} -n "__${name}_at ${quoted(path)}"`;
      return [
        ...(takesFile ? [] : [`${at} -f`]),
        ...words.map(({ text, description }) => {
          const values = choices.find(({ option }) => option === text)?.values;
          const what = text.startsWith('--') ? `-l ${text.slice(2)}` : `-a ${quoted(text)}`;
          return `${at} ${what}${values ? ` -x -a ${wordsIn(values)}` : ''} -d ${quoted(description)}`;
        }),
      ];
    }),
  ],
};

const pathPattern = (places: Place[]) =>
  places
    .slice(1)
    .map(({ path }) => quoted(path))
    .join('|');
