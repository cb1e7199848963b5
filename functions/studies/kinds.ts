import type * as z from 'zod';
import { backtest } from '../../domain/backtest/backtest.ts';
import { effects } from '../../domain/effects/effects.ts';
import { storiesHold } from '../../domain/proposals/stories-hold.ts';
import { sensitivity } from '../../domain/sensitivity/sensitivity.ts';
import type { StudyKind } from '../../domain/studies/study.ts';
import { whatIf } from '../../domain/what-if/what-if.ts';

/** Every kind of question that is asked of the past of all accounts, by the name that it is stored under. */
export const studyKinds = { backtest, effects, sensitivity, stories: storiesHold, 'what-if': whatIf };

export type StudyName = keyof typeof studyKinds;
type Kinds = typeof studyKinds;
export type QuestionOf<Name extends StudyName> = z.output<Kinds[Name]['question']>;
export type AnswerOf<Name extends StudyName> = ReturnType<Kinds[Name]['answer']>;

/** What a kind stores is its own: elsewhere nobody looks into it. */
export type AnyStudyKind = StudyKind<unknown, unknown, unknown>;

/** @throws Error where a newer release knows a kind that this one does not */
export function studyKindNamed(name: string): AnyStudyKind {
  if (!Object.hasOwn(studyKinds, name))
    throw new Error(`there is no kind of study "${name}": a newer release wrote it`);
  return studyKinds[name as StudyName] as unknown as AnyStudyKind;
}
