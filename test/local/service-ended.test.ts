import { expect, it } from 'vitest';
import { serviceEnded } from '../../local/service-ended.ts';

it('whoever runs it locally is told what an end by itself means, what to do, and where to look', () => {
  const { code, message } = serviceEnded('The local AWS', '/home/kim/sakimawari/.local/data');
  expect(code).toBe('service-ended');
  expect(message.split('\n')).toEqual([
    'The local AWS has ended by itself, so that everything was stopped. What this run had stored is gone.',
    'Its log may say why (/home/kim/sakimawari/.local/data); where it says nothing, it was killed, as by a machine without memory left.',
    'Run "npm start" again: it begins empty, and cleans up what was left.',
  ]);
});
