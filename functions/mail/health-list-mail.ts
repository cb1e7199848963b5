import type { Language } from '../../domain/account.ts';
import type { HealthLine } from '../../domain/health-list/health-list.ts';
import type { HealthListContent } from '../../domain/mail-content.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Block, Tone } from './blocks.ts';
import { healthListWords } from './health-list-words.ts';
import { onOneLine, shorten } from './plain-text.ts';
import { words } from './words.ts';

const MOST_CHARACTERS_OF_A_NAME = 60;
const MOST_CHARACTERS_OF_AN_ACTION = 300;
const shortName = (name: string) => shorten(onOneLine(name), MOST_CHARACTERS_OF_A_NAME);

const tones: Record<HealthLine['grade'], Tone> = { 'at-risk': 'risk', watch: 'service', healthy: 'service' };

/** The accounts in bad health, for the week's talk about them. */
export function healthListMail(
  content: HealthListContent,
  language: Language,
  playbook: Playbook,
): { subject: string; blocks: Block[] } {
  const say = healthListWords[language];
  const { lines, more, day, csm, lastWeek, atRisk, watch } = content;
  const [worst] = lines;
  const blocks: Block[] = [
    {
      type: 'ask',
      text: worst === undefined ? say.askNobody : say.ask(shortName(worst.name), csm),
      more: worst === undefined ? undefined : say.counts(atRisk, watch),
    },
    { type: 'paragraph', text: lastWeekText() },
    ...lines.flatMap((line): Block[] => [
      {
        type: 'account',
        name: shortName(words[language].customer(line.name)),
        tone: tones[line.grade],
        word: gradeText(line, language),
        figure: { value: words[language].number(line.score), text: changeText(line, language) },
      },
      { type: 'facts', rows: rowsOf(line, language, playbook, csm === null) },
    ]),
    ...(more > 0 ? [{ type: 'paragraph', text: say.more(more) } as const] : []),
  ];
  if (worst !== undefined) {
    blocks.push(
      { type: 'heading', text: say.howToNote },
      { type: 'copy', text: `npx sakimawari next-action "${worst.account}" "…"` },
    );
  }
  blocks.push({ type: 'footer', text: say.footer });
  return { subject: say.subject(lines.length + more, csm && shortName(csm), day), blocks };

  function lastWeekText(): string {
    const names = lastWeek.recovered.map(shortName);
    return [say.lastWeek(lastWeek), ...(names.length > 0 ? [say.recovered(names)] : [])].join(
      language === 'ja' ? '' : ' ',
    );
  }
}

export function gradeText({ grade, stale }: HealthLine, language: Language): string {
  const { data } = words[language];
  const word = grade === 'healthy' ? healthListWords[language].dropped : data.grade[grade];
  return stale ? `${word} · ${data.stale}` : word;
}

export function changeText({ change }: HealthLine, language: Language): string {
  const say = healthListWords[language];
  if (change === null) return '';
  return change === 0 ? say.asBefore : say.inAWeek(say.points(change));
}

/** What moved the score, the most first. */
export function partsText({ parts }: HealthLine, language: Language, { health }: Playbook): string {
  const say = healthListWords[language];
  if (parts.length === 0) return say.nothingMoved;
  return parts
    .map(
      ({ indicator, change }) => `${health.indicators[indicator]?.label[language] ?? indicator} ${say.points(change)}`,
    )
    .join(say.separator);
}

export function actionText({ nextAction }: HealthLine, language: Language): string {
  const say = healthListWords[language];
  if (nextAction === null) return say.noNextAction;
  const { text, by, day, improved } = nextAction;
  const told = say.action({ text: shorten(onOneLine(text), MOST_CHARACTERS_OF_AN_ACTION), by, day });
  if (improved === null) return told;
  return `${told} · ${say.sinceThen[improved ? 'better' : 'notBetter']}`;
}

function rowsOf(line: HealthLine, language: Language, playbook: Playbook, namesOwner: boolean) {
  const say = healthListWords[language];
  const owner = line.owner === null ? say.nobody : shortName(line.owner.name);
  return [
    { label: say.whatMoved, value: partsText(line, language, playbook) },
    ...(namesOwner ? [{ label: say.owner, value: owner }] : []),
    { label: say.tasks, value: say.taskCount(line.openTasks, line.lateTasks) },
    { label: say.nextAction, value: actionText(line, language) },
  ];
}
