/** Where a message leads, for all who read the channel; its address is made when it leaves. */
export type ChatLink = TaskLink | PageLink;

export interface TaskLink {
  label: string;
  task: string;
}

/** To one of the team's pages that is about no task. */
export interface PageLink {
  label: string;
  page: string;
}

/** The same once its address is made. */
export interface OpenLink {
  label: string;
  address: string;
}

/**
 * A message to the company's chat, whatever channel that is. Its texts are plain, one line each: how they are marked up,
 * escaped and cut is the channel's business.
 */
export interface ChatMessage<Link = ChatLink> {
  /** What a notification shows, and all there is where no blocks are. */
  text: string;
  blocks?: ChatBlock<Link>[];
}

export type ChatBlock<Link = ChatLink> =
  | { type: 'header'; text: string }
  | ChatSection
  | { type: 'list'; items: ChatItem<Link>[] };

/** What belongs together, in the order in which it is read. */
export interface ChatSection {
  type: 'section';
  title?: string;
  /** Stands beside the title. */
  aside?: string;
  lines?: string[];
  /** Named values; those of one row stand side by side where there is room. */
  fields?: ChatField[][];
}

export interface ChatField {
  label: string;
  value: string;
}

export interface ChatItem<Link = ChatLink> {
  text: string;
  leadsTo?: Link;
}

/** The message with the addresses that its links lead to. */
export function withAddresses(message: ChatMessage, addressOf: (link: ChatLink) => string): ChatMessage<OpenLink> {
  const blocks = message.blocks?.map((block): ChatBlock<OpenLink> => {
    if (block.type !== 'list') return block;
    const items = block.items.map(({ leadsTo, ...item }) => ({
      ...item,
      ...(leadsTo && { leadsTo: { label: leadsTo.label, address: addressOf(leadsTo) } }),
    }));
    return { ...block, items };
  });
  return { text: message.text, ...(blocks && { blocks }) };
}
