import { USUAL_HORIZON_IN_DAYS } from '../../domain/effects/effects.ts';
import { ifReadable } from '../readings/if-readable.ts';
import { askedEffects } from '../studies/ask-effects.ts';
import { shortName } from '../team-pages/parts/short-name.ts';
import { noPlaysPage, playsPage } from '../team-pages/plays/plays-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** What comes of each play, as it was counted last. */
export const showPlays: ShowTeamPage = async ({ reader, form }, showing) => {
  const { playbooks, signalWork, studies, records, company, now } = showing;
  const [running, work, members] = await Promise.all([
    ifReadable(() => playbooks.current()),
    signalWork.read(),
    records.members(),
  ]);
  if (running === undefined) return noPlaysPage(reader.locale);
  const question = { horizonInDays: USUAL_HORIZON_IN_DAYS };
  const count = await studies.find(askedEffects(question, running));
  const names = new Map(members.map(({ id, name }) => [id, shortName(name)]));
  const facts = {
    ...{ running, weeks: work?.weeks ?? [], count },
    nameOf: (member: string) => names.get(member) ?? shortName(member),
    ...{ mayManage: reader.may('manage'), mayWork: reader.may('work'), nowInMs: now(), timeZone: company.timeZone },
  };
  return playsPage(facts, form, reader.locale);
};
