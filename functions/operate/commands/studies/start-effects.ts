import { effectsQuestionSchema } from '../../../../domain/effects/effects.ts';
import { askedEffects } from '../../../studies/ask-effects.ts';
import type { StudyLook } from '../../../studies/studies.ts';
import type { Operation } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

/** Begins to count what came of the plays, unless the same is under way. */
export const startEffects: Operation<typeof effectsQuestionSchema, StudyLook<'effects'>> = {
  request: effectsQuestionSchema,
  changes: { upkeep: 'It asks a question and changes nothing; what came of it says who asked, for a quarter.' },
  async run(question, tools) {
    const { studies, operator } = tools;
    return studies.start(askedEffects(question, await runningPlaybook(tools)), operator.id ?? 'operator');
  },
};
