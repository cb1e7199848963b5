import * as z from 'zod';
import { idSchema, teamRoles } from '../../../../domain/account/account.ts';
import { teamOf } from '../../../../domain/company/team.ts';
import { addressOfPage, pageOfTask } from '../../../../domain/links/team-pages.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { changeTask, handOver } from '../../../work/change-task.ts';
import { change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownAccount, presentMember } from '../accounts/known-records.ts';
import { noteSchema } from '../activities/note-schema.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { refusalOf, taskToChange } from './task-to-change.ts';

const requestSchema = z
  .strictObject({
    id: z.string().min(1),
    to: idSchema.optional(),
    role: z.enum(teamRoles).optional(),
    note: noteSchema.optional(),
    by: idSchema.optional(),
  })
  .refine(({ to, role }) => (to === undefined) !== (role === undefined), 'names either a person or a role');

/** Gives a task to a colleague, or to whoever holds a role for the account; they get it by mail, once. */
export const handOverOneTask = change(
  requestSchema,
  ['task-handed-over'],
  async ({ id, to, role, note, by }, tools) => {
    const { account: accountId } = await taskToChange(tools, id);
    if (to !== undefined) await presentMember(tools, to);
    if (by !== undefined) await presentMember(tools, by);
    const [account, { playbook, version }, members] = await Promise.all([
      knownAccount(tools, accountId),
      runningPlaybook(tools),
      readTeamMembers(tools.listings),
    ]);
    const team = teamOf(members);
    const assignment = { account, day: todayOf(tools), roles: playbook.roles };
    const person = role === undefined ? team.memberOf(to) : team.assigneeFor(role, assignment);
    if (person === null) {
      throw new OperatorError(
        'nobody-there',
        'Nothing was changed.',
        'The team has nobody to give it to.',
        'Import them first: sakimawari import csms FILE',
      );
    }
    const context = { company: tools.installation.company, playbookVersion: version, now: tools.now() };
    const receiver = { account, to: person, role, by: team.memberOf(by), note };
    const done = await changeTask(
      tools,
      { account: accountId, id },
      { by, door: 'command', who: tools.operator },
      (task, actor) => handOver(task, receiver, actor, context),
    );
    if ('refused' in done) throw refusalOf(id, done);
    return {
      id,
      assignee: person.id,
      role: done.task.role,
      page: addressOfPage(tools.installation.webUrl, pageOfTask(id)),
    };
  },
);
