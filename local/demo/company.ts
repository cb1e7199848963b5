import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../../cli/commands/import/read-import.ts';
import type { Account, Contact, Csm } from '../../domain/account/account.ts';
import { type Facts, type ImportKind, mergeFacts } from '../../domain/import/facts.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Day } from '../../domain/time/day.ts';
import { loadPlaybook } from '../../playbooks/load.ts';
import { LocalError } from '../local-error.ts';
import { projectFolder } from '../ministack.ts';
import { demoPlaybook, factsAsOf } from './facts.ts';

export const defaultPlaybookFile = join(projectFolder, 'playbooks', 'default.yaml');
/** Of the shipped stories those that are about what the demo's product sends as well. */
export const storiesFile = join(projectFolder, 'playbooks', 'stories', 'logins-fell.yaml');

/** The demo company without an installation: what `npm start` would import. */
export interface DemoCompany {
  accounts: Account[];
  contacts: Contact[];
  team: Csm[];
  playbook: Playbook;
}

export function demoCompanyAsOf(today: Day): DemoCompany {
  return {
    accounts: factsOf('accounts', today),
    contacts: factsOf('contacts', today),
    team: factsOf('csms', today),
    playbook: loadPlaybook(demoPlaybook(readFileSync(defaultPlaybookFile, 'utf8')), defaultPlaybookFile),
  };
}

function factsOf<Kind extends ImportKind>(kind: Kind, today: Day): Facts<Kind>[] {
  const { rows } = parseCsv(kind, factsAsOf(kind, today));
  return rows.map(({ line, facts }) => {
    const merged = mergeFacts(kind, undefined, facts, 0);
    if ('facts' in merged) return merged.facts;
    throw new LocalError('demo-broken', [`${kind}.csv can't be used.`, `line ${line}: ${merged.reason}`]);
  });
}
