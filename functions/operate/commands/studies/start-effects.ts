import { effectsQuestionSchema } from '../../../../domain/effects/effects.ts';
import type { StudyLook } from '../../../studies/studies.ts';
import type { Operation } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

/** Begins to count what came of the plays, unless the same is under way. */
export const startEffects: Operation<typeof effectsQuestionSchema, StudyLook<'effects'>> = {
  request: effectsQuestionSchema,
  changes: { upkeep: 'It asks a question and changes nothing; what came of it says who asked, for a quarter.' },
  async run(question, tools) {
    const { studies, operator } = tools;
    const { version } = await runningPlaybook(tools);
    return studies.start({ kind: 'effects', question, playbook: version }, operator.id ?? 'operator');
  },
};
