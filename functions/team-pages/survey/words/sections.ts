import type { SurveySegment } from '../../../../domain/surveys/survey-ask.ts';
import type { Day } from '../../../../domain/time/day.ts';

export interface SurveyPageWords {
  heading: string;
  lead(first: Day): string;
  /** That nothing of it is an answer about the product, and where those stand. */
  apart: string;
  kpis: string;
  empty: { heading: string; lead: string };
  figures: {
    asked: string;
    answered: string;
    silent: string;
    gap: string;
    nps: string;
    counts(less: number, asExpected: number, more: number): string;
    npsOf(value: string, low: string, high: string, answers: number): string;
    npsRange(low: string, high: string, answers: number, needed: number): string;
    none: string;
  };
  by: { activity: string; segment: string; role: string };
  columns: { name: string; asked: string; answered: string; gap: string; nps: string };
  segments: Record<SurveySegment, string>;
  segmentsHint: string;
  notNamed: string;
  noRole: string;
  afterLeaving(answers: number): string;
  withoutAsk(answers: number): string;
  rule(days: number): string;
  voices: {
    heading: string;
    columns: { day: string; account: string; contact: string; about: string; said: string; comment: string };
    recommends(score: number): string;
    hasLeft: string;
    wholeList: string;
    ofRow(name: string): string;
  };
  file: { id: string; contactId: string; segment: string; role: string; score: string; expectation: string };
}
