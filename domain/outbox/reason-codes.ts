/** Why a mail is where it is, by how its reason begins; the rest of a reason is for the operator. */
const beginnings = {
  refused: 'refused:',
  outcomeUnknown: 'outcome-unknown:',
  restored: 'restored:',
  chatOff: 'chat-off:',
  chatPlaceUnknown: 'chat-place-unknown:',
  notWritten: 'not-written:',
  senderLeft: 'sender-left:',
  suppressed: 'suppressed:',
  senderPaused: 'sender-paused:',
  notTrusted: 'not-trusted:',
  waitedTooLong: 'waited-too-long:',
  capped: 'capped until',
  outOfHours: 'out of hours until',
  quiet: 'quiet until',
  askedAgain: 'asked-anew:',
  approvalExpired: 'approval-expired:',
  notApproved: 'not-approved:',
  optedOut: 'opted-out:',
  answered: 'answered:',
  episodeOver: 'episode-over:',
  leftToDigest: 'left-to-digest:',
  linkRunOut: 'its link has run out',
} as const;

export type ReasonCode = keyof typeof beginnings;

export const reasonCodes = Object.keys(beginnings) as ReasonCode[];

/** Undefined where there is none, or one of a release that we don't know. */
export const reasonCodeOf = (reason: string | undefined): ReasonCode | undefined =>
  reasonCodes.find((code) => reason?.startsWith(beginnings[code]));
