import { expect } from 'vitest';
import { MOST_CHARACTERS, noticeBoard } from '../../support/notice-board/notice-board.ts';
import { keepsTheChannelContract } from './contract.ts';

keepsTheChannelContract('a notice board', {
  open: noticeBoard,
  secret: '7 t0ken',
  unusable: ['t0ken', 'https://board.example/rooms/7'],
  taken: { status: 201, body: '' },
  shown: ({ url, headers, body }) => {
    expect(url.href).toBe('https://board.example/rooms/7/notices');
    expect(headers['x-board-token']).toBe('t0ken');
    const text = new URLSearchParams(body).get('body') as string;
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    return text
      .replace(/(?<!\\)\[link=(.*?)\](.*?)(?<!\\)\[\/link\]/g, '$2 ($1)')
      .replace(/(?<!\\)\[\/?title\]/g, '')
      .replace(/\\([[\\])/g, '$1');
  },
});
