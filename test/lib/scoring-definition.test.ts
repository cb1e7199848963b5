import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_BUCKETS } from '../../functions/store/keys.ts';
import { scoringDefinition } from '../../lib/features/scoring-definition.ts';
import { installation, resourcesOf, stages } from './installation.ts';

/** What the template holds, with a made-up name for each thing that is known after the deployment only. */
function synthesizedDefinition(stage: (typeof stages)[number]) {
  const template = installation(stage).template('app');
  const [, { Properties }] = resourcesOf(template, 'AWS::StepFunctions::StateMachine')[0] as ReturnType<
    typeof resourcesOf
  >[0];
  const [separator, parts] = Properties.DefinitionString['Fn::Join'];
  const text = parts.map((part: unknown) =>
    typeof part === 'string' ? part : 'arn:aws:lambda:eu-west-1:1:function:f',
  );
  return JSON.parse(text.join(separator));
}

describe.each(stages)('the nightly run (%s)', (stage) => {
  const definition = synthesizedDefinition(stage);
  const { ScoreGroups } = definition.States;

  it('is valid Amazon States Language', () => {
    const { isValid, errors } = aslValidator(definition);
    expect(errors).toEqual([]);
    expect(isValid).toBe(true);
  });

  it('scores each bucket of accounts once', () => {
    const buckets = ScoreGroups.Items.flat();
    expect(ScoreGroups.Items).toHaveLength(installation(stage).config.scoring.groups);
    expect(buckets).toEqual(Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucket));
  });

  it('tries a group again before it gives up, and lets the others go on', () => {
    const { ScoreGroup } = ScoreGroups.ItemProcessor.States;
    expect(ScoreGroup.Retry).toMatchObject([
      { ErrorEquals: ['FutureDayError', 'UnreadableGroupError'], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 3 },
    ]);
    expect(ScoreGroup.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'GiveUpGroup' }]);
  });
});

it('a broken definition would be seen by the validator', () => {
  const broken = scoringDefinition({ functionArn: 'arn:aws:lambda:eu-west-1:1:function:f', groups: 1 });
  expect(aslValidator({ ...broken, StartAt: 'Nowhere' }).isValid).toBe(false);
});
