/** In the order in which they can go: each may hang on what is listed after it. */
export const kinds = ['stack', 'archive', 'event-bus', 'table', 'secret', 'log-group'] as const;
export type Kind = (typeof kinds)[number];

/** Something that a deployment made in the account. */
export interface Made {
  kind: Kind;
  name: string;
  /** How much there is in it, to decide by. */
  detail: string;
  /** Whether the company's data are in it, or what it can't be had back without. */
  isData: boolean;
}

/** What stays, with whose it is or what to do about it. */
export interface Left {
  what: string;
  why: string;
}

export interface Remains {
  /** Account and region, as far as anything that is left tells them. */
  where: string | undefined;
  made: Made[];
  left: Left[];
}

/** One stage as it lies in an AWS account. */
export interface StageInAws {
  stage: string;
  find(): Promise<Remains>;
  /** Comes back once it is gone; also when it was gone before. */
  remove(made: Made, onStatus: (status: string) => void): Promise<void>;
}

/** Each goes before those whose outputs it uses. */
export const stackParts = ['domain', 'app', 'mail', 'data'] as const;
/** What stands before the API (CloudFront) is made in this region, whatever the region of all else. */
export const edgePart = { part: 'edge', region: 'us-east-1' } as const;
export const stackName = (stage: string, part: string) => `sakimawari-${stage}-${part}`;
