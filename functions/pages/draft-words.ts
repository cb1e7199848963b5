import { inLocale } from '../../domain/locale/words.ts';

/** Every word of the page from which a CSM sends a draft. */
export interface DraftWords {
  heading(person: string): string;
  lead: string;
  /** Where the company lets such mails go from the CSM's own mail program only. */
  ownOnly: string;
  buttons: string;
  twice: string;
  own: { heading: string; open: string; copy: string };
}

const en: DraftWords = {
  heading: (person) => `Send this mail to ${person}?`,
  lead: 'It goes from your address, as it stands below or as you change it. Nothing has gone out yet.',
  ownOnly:
    'Your company has mails to customers sent from your own mail program. Open it there, or copy the text from below.',
  buttons: 'Buttons by which they can answer are added.',
  twice: 'Sent it from your own mail program already? Then leave it here, or they get it twice.',
  own: {
    heading: 'Rather from your own mail program?',
    open: 'Open in your mail program',
    copy: 'If the text is missing there, copy it from above.',
  },
};

const ja: DraftWords = {
  heading: (person) => `${person} 様へ、このメールを送信しますか`,
  lead: 'あなたのアドレスから、下の内容で送信します。手直しもできます。まだお客様には届いていません。',
  ownOnly:
    'お客様へのメールは、ご自身のメールソフトから送る設定になっています。メールソフトで開くか、下の本文をコピーしてお使いください。',
  buttons: 'お客様が回答するボタンが追加されます。',
  twice: 'ご自身のメールソフトで送信済みの場合は、こちらから送らないでください。同じメールが2通届いてしまいます。',
  own: {
    heading: 'ご自身のメールソフトから送る場合',
    open: 'メールソフトで開く',
    copy: '本文が入っていないときは、上の本文をコピーして貼り付けてください。',
  },
};

export const draftWords = inLocale<DraftWords>({ en: () => en, ja: () => ja });
