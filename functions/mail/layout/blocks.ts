/** How serious it is; each tone has a shape and a word of its own, so that colour carries nothing alone. */
export type Tone = 'risk' | 'opportunity' | 'service';

export const toneShapes: Record<Tone, string> = { risk: '▼', opportunity: '▲', service: '●' };

/** What a mail to a colleague is made of. The HTML and the plain text are drawn from the same blocks. */
export type Block =
  /** Always first: what is asked, for whom, by when. */
  | { type: 'ask'; text: string; by?: { pause: string; day: string }; more?: string }
  | { type: 'heading'; text: string }
  | { type: 'tag'; tone: Tone; word: string; text: string }
  /** The one number that moved. */
  | { type: 'figure'; tone: Tone; value: string; text: string }
  /** How it went, oldest first, `null` where there is nothing to tell; the last `recent` bars are what the figure is about. */
  | {
      type: 'bars';
      tone: Tone;
      values: (number | null)[];
      recent: number;
      caption: string;
      first: string;
      last: string;
    }
  | { type: 'note'; text: string }
  /** What somebody at the customer said: their answer, what they wrote with it, who and when. */
  | { type: 'quote'; tone: Tone; said: string; comment?: string; by: string }
  | { type: 'paragraph'; text: string }
  | { type: 'markdown'; markdown: string }
  | { type: 'task'; number: number; title: string; meta: string; markdown: string }
  | { type: 'list'; items: string[] }
  /** Begins what is said of one account, with the number that moved and how it went. */
  | {
      type: 'account';
      name: string;
      tone: Tone;
      word: string;
      text?: string;
      figure?: { value: string; text: string };
      course?: { values: number[]; caption: string; last: string };
    }
  /** Things to do, in a line each; `flag` stands out, and says in words why. */
  | {
      type: 'todo';
      items: { title: string; flag?: string; meta: string; links?: TodoLinks }[];
      more?: string;
    }
  | { type: 'facts'; rows: { label: string; value: string }[] }
  | { type: 'button'; label: string; url: string }
  /** What can be done about something at once: one thing first, the others beside it. */
  | { type: 'actions'; isMain: boolean; first: LinkTo; others: LinkTo[] }
  /** A question that one word answers. */
  | { type: 'choice'; question: string; answers: LinkTo[] }
  /** Text to be copied, shown exactly as it is. */
  | { type: 'copy'; text: string }
  /** Where those who are signed in see the whole. */
  | { type: 'page'; link: LinkTo }
  | { type: 'footer'; text: string };

export interface LinkTo {
  label: string;
  url: string;
}

/** What can be done about one of many things at once; the page that shows it whole leads to the rest. */
export interface TodoLinks {
  isMain: boolean;
  read: LinkTo;
  first?: LinkTo;
}
