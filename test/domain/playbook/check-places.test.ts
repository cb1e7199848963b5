import { describe, expect, it } from 'vitest';
import { checkPlaces } from '../../../domain/playbook/check-places.ts';
import { type Playbook, playbookSchema } from '../../../domain/playbook/playbook.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const play =
  defaultPlaybook.plays['renewal-talk'] ?? (Object.values(defaultPlaybook.plays)[0] as Playbook['plays'][string]);
const saying = (chat: Playbook['plays'][string]['chat'], rules?: Playbook['chat']) => ({
  plays: { talk: { ...play, chat } },
  ...(rules && { chat: rules }),
});

describe('places in the chat that a playbook names', () => {
  it('are known where the configuration names them', () => {
    const rules = { segments: { Enterprise: ['big'] }, healthList: ['main', 'leads'] };
    expect(checkPlaces(saying(['leads'], rules), ['main', 'big', 'leads'])).toEqual([]);
    expect(checkPlaces(saying(true), ['main'])).toEqual([]);
  });

  it.each([
    [saying(['leeds']), 'plays.talk.chat.0'],
    [saying(true, { segments: { Enterprise: ['main', 'leeds'] } }), 'chat.segments.Enterprise.1'],
    [saying(true, { healthList: ['leeds'] }), 'chat.healthList.0'],
  ])('are told with where they stand, and the nearest that there is', (playbook, path) => {
    const [problem, ...others] = checkPlaces(playbook, ['main', 'leads']);
    expect(problem?.path.join('.')).toBe(path);
    expect(problem?.message).toMatch(/place in the chat.*leeds.*leads/);
    expect(others).toEqual([]);
  });

  it('are no matter where the stage has no chat', () => {
    expect(checkPlaces(saying(['leads']), [])).toEqual([]);
  });

  it.each([
    [[], 'is empty'],
    [['main', 'main'], 'twice'],
    [['Leads'], 'small letters'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'more than 5'],
  ])('can’t be %j', (chat, message) => {
    const { error } = playbookSchema.safeParse({
      ...defaultPlaybook,
      chat: { healthList: chat },
    });
    expect(error?.issues.map((issue) => issue.message).join()).toContain(message);
  });
});
