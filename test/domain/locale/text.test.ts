import { describe, expect, it } from 'vitest';
import { lackingTexts, textIn, textSchema } from '../../../domain/locale/text.ts';

const text = { en: 'Call', ja: '電話' };

describe('a text of a playbook', () => {
  it('is read in the language of a locale, whatever its region', () => {
    expect([textIn(text, 'ja-JP'), textIn(text, 'en-GB'), textIn(text, 'ja')]).toEqual(['電話', 'Call', '電話']);
  });

  it('is English to readers of a language that it lacks', () => {
    expect(textIn(text, 'de-AT' as never)).toBe('Call');
    expect(textIn(undefined, 'en')).toBeUndefined();
  });

  it('has English and Japanese at least', () => {
    expect(textSchema.safeParse({ en: 'Call' }).success).toBe(false);
    expect(textSchema.safeParse({ ja: '電話' }).success).toBe(false);
    expect(textSchema.parse(text)).toEqual(text);
  });

  it('is named where it lacks a language', () => {
    const playbook = { tasks: { call: { title: text, body: { ...text, de: 'Anrufen' } } }, stages: [{ goal: text }] };
    expect(lackingTexts(playbook)).toEqual([]);
    expect(lackingTexts(playbook, ['en', 'ja', 'de'])).toEqual([
      { text: 'tasks.call.title', languages: ['de'] },
      { text: 'stages.0.goal', languages: ['de'] },
    ]);
  });
});
