import type * as z from 'zod';
import type { ErasureStep } from '../../domain/personal-data/erasure.ts';
import { PersonMarks } from '../../domain/personal-data/person-marks.ts';
import { isOfRun, readable, treatmentOf } from '../store/personal-data/person-in-row.ts';
import type { LookedAtRow } from '../store/personal-data/row-pages.ts';
import { lookAtLetters, toldOfLetters } from './dead-letters.ts';
import { type Exported, type ExportPage, exportPage } from './exporting.ts';
import { cursorOf, type personRequest, stepAfter, stepFrom } from './person-step.ts';
import { type TellingTools, todayOf } from './tools.ts';

/** A page of everything that lies about a person. */
export async function exportPerson(
  { account, person, from, everywhere }: z.output<typeof personRequest>,
  tools: TellingTools,
): Promise<ExportPage> {
  const { personalData } = tools;
  const marks = new PersonMarks(await personalData.personOf(account, person));
  // Where both tables are read whole, what keys lead to is among it: told by them too it would be told twice.
  const step: ErasureStep = from === undefined && everywhere ? { look: 'usage' } : stepFrom(from);
  const after = () => cursorOf(stepAfter(step, everywhere));
  if (step.look === 'end') return exportPage(await lastOf(marks, tools), 0, undefined);
  if (step.look === 'usage') {
    const page = await personalData.usage.page(marks, todayOf(tools), step.at);
    const days = page.days.map(({ day, usage }): Exported => {
      const u = usage.users.indexOf(person);
      const did = (usage.did[u] ?? []).map((index) => usage.names[index]);
      const replies = usage.replies.filter((reply) => reply.user === person);
      return { place: 'usage-day', day, did, ...(replies.length > 0 && { replies }) };
    });
    const rows = everywhere ? [] : page.rows.map((row) => exported(row, person));
    return exportPage(
      [...days, ...rows],
      page.unreadable.length,
      page.next === undefined ? after() : cursorOf({ look: 'usage', at: page.next }),
    );
  }
  if (step.look === 'queues') {
    const { bodies, next } = await lookAtLetters([marks], tools, step.at, false);
    return exportPage(toldOfLetters(bodies), 0, next === undefined ? after() : cursorOf({ look: 'queues', at: next }));
  }
  const page =
    step.look === 'keys'
      ? await personalData.looks.page(
          { person: marks.person, sources: await tools.readSourceNames(), now: tools.now() },
          step.at,
        )
      : await personalData.looks.search(step.look, step.at);
  const rows = page.rows.filter(
    (row) => !isOfRun(row) && row.kind !== 'export-part' && treatmentOf(row.kind, row.item, marks, 'x') !== undefined,
  );
  const next = page.next === undefined ? after() : cursorOf({ ...step, at: page.next });
  return exportPage(
    rows.map((row) => exported(row, person)),
    page.unknown,
    next,
  );
}

/** Of an hour only that they did something: what others did is theirs. */
function exported({ kind, item }: LookedAtRow, person: string): Exported {
  if (kind !== 'usage-hour') return { place: kind, ...readable(item) };
  const { pk, sk } = item;
  return { place: kind, pk: pk?.S, sk: sk?.S, user: person };
}

async function lastOf(marks: PersonMarks, { personalData: { usage } }: TellingTools): Promise<Exported[]> {
  const { id, account } = marks.person;
  const { knows } = await usage.lifetime.read(account);
  const seen = knows.users.get(id);
  const overtaken = await usage.overtaken(marks);
  const monthValues = await usage.monthValues(marks, 'x');
  return [
    ...(seen === undefined ? [] : [{ place: 'lifetime', user: id, ...seen } as const]),
    ...overtaken.map(({ was }): Exported => ({ place: 'overtaken-usage', sk: was.sk?.S })),
    ...(monthValues === undefined ? [] : [{ place: 'month-values', values: monthValues.was.m?.S } as const]),
  ];
}
