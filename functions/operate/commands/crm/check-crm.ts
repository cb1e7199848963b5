import { crmNames } from '../../../../domain/crm/crm-names.ts';
import type { Tools } from '../../operation.ts';
import { counted } from '../installation/counted.ts';
import { type Finding, ill, well } from '../installation/finding.ts';

/** What a run every minute leaves undone for so long it does not get done. */
const LATE_AFTER_IN_MS = 15 * 60_000;
const MOST_GONE = 100;
const NAMED = 5;

/** Whether the CRMs take what is written, and what they did not take. */
export async function checkCrm({ crm, installation, now }: Tools): Promise<Finding> {
  const { crms } = installation;
  if (crms.length === 0) return well('none is written to');
  const [mapping, run, gone, due] = await Promise.all([
    crm.mapping(),
    crm.run(),
    crm.gone(MOST_GONE),
    crm.due(new Date(now() - LATE_AFTER_IN_MS).toISOString()),
  ]);
  if (mapping === null) return ill('nobody has said which values go where', 'sakimawari crm use FILE (docs/crm.md)');
  const troubles: { detail: string; mend: string }[] = [];
  const trouble = (detail: string, mend: string) => troubles.push({ detail, mend });
  for (const name of crmNames) {
    if (mapping[name] === undefined) continue;
    const { isShut, waiting, fields = {} } = run.crms[name] ?? {};
    if (!crms.includes(name))
      trouble(
        `${name} is in the mapping and not in the configuration`,
        'name it under crm, or take it out: sakimawari crm use FILE',
      );
    if (isShut)
      trouble(
        `${name} does not let us in since ${waiting?.since} (${waiting?.code})`,
        `renew the token in the secret of ${name}: docs/crm.md says which rights it needs`,
      );
    else if (waiting && now() - Date.parse(waiting.since) > LATE_AFTER_IN_MS)
      trouble(
        `${name} takes nothing since ${waiting.since} (${waiting.code})`,
        `see whether ${name} is disturbed, or other programs use up what it allows in a day`,
      );
    const lost = Object.entries(fields);
    if (lost.length > 0)
      trouble(
        `${name} does not take ${lost.map(([field, { code }]) => `${field} (${code})`).join(', ')}; the other fields are written`,
        'make the field there or mend its name in the mapping, and see that it may be written: sakimawari crm use FILE',
      );
  }
  if (due.length > 0 && troubles.length === 0)
    trouble(
      `${counted(due.length, 'account')} wait to be written since ${due[0]?.since}`,
      'look into the log of the write-to-crm function',
    );
  if (gone.length > 0) {
    const named = gone.slice(0, NAMED).map(({ account }) => account);
    const more = gone.length > NAMED ? `, … (${gone.length === MOST_GONE ? `${MOST_GONE} or more` : gone.length})` : '';
    trouble(
      `no record any more for ${named.join(', ')}${more}: left alone`,
      'once the record is back: sakimawari crm push --account ID',
    );
  }
  if (troubles.length === 0)
    return well(`written by the mapping: ${crmNames.filter((name) => mapping[name]).join(', ')}`);
  return ill(
    troubles.map(({ detail }) => detail).join('; '),
    `${troubles.map(({ mend }) => mend).join('; ')}.`.replace(/^./, (letter) => letter.toUpperCase()),
  );
}
