import type { Playbook } from './playbook.ts';
import { type PlaybookProblem, unknownName } from './problem.ts';

/**
 * Places in the chat that the playbook names and the configuration doesn't. A stage without a chat is told nothing: no
 * message is written there.
 */
export function checkPlaces(
  { plays, chat = {} }: Pick<Playbook, 'plays' | 'chat'>,
  known: string[],
): PlaybookProblem[] {
  if (known.length === 0) return [];
  const named: [(string | number)[], boolean | string[]][] = [
    [['chat', 'healthList'], chat.healthList ?? []],
    ...Object.entries(chat.segments ?? {}).map(([segment, places]): [string[], string[]] => [
      ['chat', 'segments', segment],
      places,
    ]),
    ...Object.entries(plays).map(([play, of]): [string[], boolean | string[]] => [['plays', play, 'chat'], of.chat]),
  ];
  return named.flatMap(([path, places]) =>
    (typeof places === 'boolean' ? [] : places).flatMap((place, index) =>
      known.includes(place) ? [] : unknownName([...path, index], 'place in the chat', place, known),
    ),
  );
}
