import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Names with more than one meaning, or that nobody in the field would look for; CONTRIBUTING.md says what stands instead. */
const retired = [
  /\b(standingOf|standings|(Stage|Health|Sender|Domain)Standing|(stage|health|domain)Standings?)\b/,
  /\b[eE]rrands?\w*/,
  /\b(admitBy|AdmitMail|admissionOver|Admission)\b/,
  /\b([cC]learance|clearBy|ClearMail|clearAddresses)\b/,
  /\b\w*(MailLedger\w*|letThrough)\b/,
  // Alone it is the column of a ledger.
  /\b(?!toldAt\b)\w*(toldAt|toldBy|ToldAt|ToldBy|ToldFacts|ToldMail\w*|[tT]ellers?|TellingOrder)\b/,
  /\b(tellsBus|tellBus|recordTold|tellingOf|tellOperator|tellOfPause)\b/,
  /\b(settleMail|settlePost|settlement|MailSettlement|PostSettlement|settledActivities)\b/,
  /\b(Lack|Need|NeedRow|needsOf|needsOfScore|Fit|MailFit|fitTally)(?=[[\]<>;,:(]|(\[\])? [=&|{])/,
  /\b([cC]ustomersWord|DynamoCustomerWords|withPatience|pageForWhoeverLeft)\b/,
  /\b(MailDelivery|PostDelivery|BusDelivery|DeliveryCounts|openDelivery|deliveryOver|Acting|TaskActing)\b/,
  /\b\w*([aA]skedAnew|askAnew)\b/,
  /\b(toldOf|toldName|tellOver|isAsTold|hasTold|fitWords)\b|\b(interface|type|: ) ?Told\b|\b(Pace\b|pace: \{ sleep)/,
];

const sources = ['bench', 'bin', 'cli', 'domain', 'functions', 'lib', 'local', 'playbooks', 'test'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'names.test.ts')
    .map((name) => ({ file: `${room}/${name}`, text: readFileSync(`${room}/${name}`, 'utf8') })),
);

it.each(retired)('no name comes back that was retired: %s', (name) => {
  const back = sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line) && name.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(back).toEqual([]);
});
