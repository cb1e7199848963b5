import { describe, expect, it } from 'vitest';
import { expectationCounts } from '../../domain/improvement-map/expectation-gap.ts';
import { improvementMap } from '../../domain/improvement-map/improvement-map.ts';
import { moveResult } from '../../domain/improvement-map/move-result.ts';
import { surveyReport } from '../../domain/surveys/survey-report.ts';
import { addMonths, daysBetween } from '../../domain/time/day.ts';
import { cutWork, NOT_SAID, workCuts } from '../../domain/work-cuts/cut-work.ts';
import { experienceGaps } from '../../domain/work-cuts/experience.ts';
import { inquiryReplies } from '../../domain/work-cuts/inquiry-replies.ts';
import { offerOutcomes } from '../../domain/work-cuts/offer-outcomes.ts';
import { recurringWork } from '../../domain/work-cuts/recurring-work.ts';
import { senioritiesIn } from '../../domain/work-cuts/seniority.ts';
import { demoCompanyAsOf } from '../../local/demo/company.ts';
import { workHistory } from '../../local/demo/work-history.ts';

describe.each(['2026-12-31', '2028-02-29'])('the year of work of the demo company on %s', (today) => {
  const { work, answers, ratings, moves } = workHistory(today, demoCompanyAsOf(today));
  const first = addMonths(today, -12);

  it('lies within the year, of people and accounts that there are', () => {
    const { accounts, team, contacts } = demoCompanyAsOf(today);
    expect(work.every(({ day }) => day >= first && day < today)).toBe(true);
    expect(new Set(work.map(({ id }) => id)).size).toBe(work.length);
    const known = new Set([...accounts, ...team].map(({ id }) => id));
    expect(work.filter(({ account, by }) => !known.has(account) || !known.has(by as string))).toEqual([]);
    const people = new Set(contacts.map(({ account, id }) => `${account} ${id}`));
    expect(answers.filter(({ account, contact }) => !people.has(`${account} ${contact}`))).toEqual([]);
  });

  it('has something in most blocks of the map, and one that a single customer was asked about', () => {
    const { activities, ratio } = improvementMap({
      ...{ work, days: daysBetween(first, today), costOf: () => 0 },
      answers: expectationCounts(answers),
      ratings: expectationCounts(ratings as never),
    });
    const blocks = Object.fromEntries(activities.map(({ activity, block }) => [activity, block]));
    expect(blocks).toMatchObject({
      ...{ 'answer-inquiry': 'H-3', 'monthly-call': 'O-3', 'data-correction': 'G-3', troubleshooting: 'G-2' },
      ...{ complaint: 'G-1', training: 'H-1', 'setup-support': 'H-2', 'promoter-thank': 'O-1', proposal: 'O-2' },
    });
    expect(activities.find(({ activity }) => activity === 'complaint')?.customers?.answers).toBe(1);
    expect(ratio.of).toBeGreaterThanOrEqual(7);
    expect(activities.some(({ customers, team }) => customers === null && team !== null)).toBe(true);
  });

  it('has surveys that some answered and some did not, of each segment and role, and a score of the team’s own', () => {
    const { asks, scores } = workHistory(today, demoCompanyAsOf(today));
    const { all, bySegment, byRole, afterLeaving, withoutAsk } = surveyReport(asks, answers, scores);
    expect(all.answered.successes).toBeLessThan(all.answered.of);
    expect([all.answered.needed, all.nps.answers >= 10]).toEqual([0, true]);
    expect([bySegment.length, byRole.length >= 2, afterLeaving, withoutAsk]).toEqual([3, true, 0, 0]);
  });

  it('shows something in each cut', () => {
    const seniorityOf = senioritiesIn(work);
    for (const cut of workCuts) {
      const values = cutWork(work, cut, seniorityOf).filter(({ value }) => value !== NOT_SAID);
      expect([cut, values.length >= 2]).toEqual([cut, true]);
    }
    expect(recurringWork(work, 365)[0]?.saving).toBeGreaterThan(100);
    expect(offerOutcomes(work).interval?.[0]).toBeGreaterThan(0);
    expect(inquiryReplies(work)[0]?.mean).toBeGreaterThan(1);
    const gap = experienceGaps(work, seniorityOf).find(({ activity }) => activity === 'answer-inquiry');
    expect(gap?.difference).toBeGreaterThan(5);
  });

  it('has a change that worked, and one that is agreed', () => {
    const observed = { first, last: today, accountsOn: () => 10 };
    const [done] = moves.filter(({ doneOn }) => doneOn !== undefined);
    const result = moveResult({ ...done, doneOn: done?.doneOn } as never, { work, answers, observed });
    expect(result.work.interval?.[1]).toBeLessThan(1);
    expect(moves.some(({ doneOn }) => doneOn === undefined)).toBe(true);
  });
});
