import { UnreadablePlaybookError } from '../../domain/playbook/unreadable-playbook.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { MOST_VERSIONS } from '../team-pages/signal/history-section.ts';
import { signalPage } from '../team-pages/signal/signal-page.ts';
import { signalNames } from '../team-pages/signals/signals-page.ts';
import type { Showing, ShowTeamPage } from './page-request.ts';

const VERSION = /^v[1-9]\d{0,6}$/;

/** A signal, and what it would be by the numbers in the address, or in the version that somebody thinks of going back to. */
export const showSignal: ShowTeamPage = async ({ reader, id, query, form }, showing) => {
  const { signalWork, playbooks, records, company } = showing;
  const to = query.get('back') ?? '';
  const mayPublish = reader.may('manage');
  const [work, running, told, members, playbook] = await Promise.all([
    signalWork.read(),
    ifReadable(() => playbooks.current()),
    playbooks.latestTold(MOST_VERSIONS),
    records.members(),
    VERSION.test(to) && mayPublish ? ifReadable(() => playbooks.version(to)) : undefined,
  ]);
  if (!signalNames(work?.weeks ?? [], running?.playbook).includes(id)) return notFoundPage(reader);
  const back = to === '' ? undefined : { version: to.slice(0, 8), playbook: playbook?.playbook ?? null };
  const facts = { name: id, running, work, told, members, timeZone: company.timeZone, query, back, mayPublish };
  return signalPage(facts, form, reader.locale);
};

type Version = Awaited<ReturnType<Showing['playbooks']['version']>>;

/** What can't be read is as good as none. */
async function ifReadable(read: () => Promise<Version>): Promise<Version> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadablePlaybookError) return undefined;
    throw error;
  }
}
