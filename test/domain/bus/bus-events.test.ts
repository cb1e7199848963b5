import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { busDetailSchema, busEventData, busEventNames, fieldsWithPeople } from '../../../domain/bus/bus-events.ts';
import { BUS_EVENT_SOURCE, BUS_SCHEMA_VERSION } from '../../../domain/bus/bus-schema.ts';

interface Property {
  type?: string | string[];
  enum?: string[];
  anyOf?: Property[];
  description?: string;
  additionalProperties?: unknown;
}

function typeOf({ type, enum: values, anyOf, additionalProperties }: Property): string {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  return additionalProperties && type === 'object' ? 'numbers by name' : String(type);
}

function fieldsOf(schema: z.ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(schema) as { properties?: Record<string, Property> };
  return Object.entries(properties).map(
    ([name, property]) => `| \`${name}\` | ${typeOf(property)} | ${property.description ?? ''} |`,
  );
}

const header = ['| field | type | |', '| --- | --- | --- |'];

const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

/** docs/bus-events.md, as the schemas say it. */
function page(): string {
  const sections = busEventNames.flatMap((name) => [
    `### \`${name}\``,
    '',
    busEventData[name].description as string,
    '',
    ...header,
    ...fieldsOf(busEventData[name]),
    '',
  ]);
  const envelope = fieldsOf(busDetailSchema('mail.sent')).filter((line) => !line.startsWith('| `data`'));
  return `# Events on the bus

Made from the schemas; \`npx vitest run test/domain/bus/bus-events.test.ts -u\` writes it anew.

Each stage has an event bus of its own in EventBridge, \`sakimawari-<stage>\` (output \`EventBusName\`). Put a rule on it, with
\`{"source": ["${BUS_EVENT_SOURCE}"], "detail-type": ["task.raised"]}\` for a pattern, and your own function, queue or API as target.

- The \`detail-type\` is the event's name, in the past tense. The \`detail\` is what stands below.
- **An event may come more than once**, and in any order. Its \`id\` is made of what happened, so that it is the same each time: whoever has
  seen an id passes it over.
- Ids, figures, and plans and reasons by their names: nobody's name, no address of anybody, no text that somebody wrote. Who may sign in finds the rest on \`page\`.
- Of people only their ids: ${codes(fieldsWithPeople.id)} hold one, and ${codes(fieldsWithPeople.within)} may have one in them. Where people are known by
  their mail address, that is what stands there.
- What an account pays is told where it changes by news: by a file, the HTTP API or a call. What is told of the past (\`import ledger\`) is no news.
- The archive of the same name holds every event for \`bus.archiveInDays\`: replay it to tell a listener again what it missed.
- \`version\` is ${BUS_SCHEMA_VERSION}. Fields may be added under the same version; one that changes its meaning or goes makes a new version.
- \`bus.events: "off"\` in the stage's configuration tells nothing.

## Every event

${[...header, ...envelope].join('\n')}
| \`data\` | object | as below |

## The events

${sections.join('\n')}`;
}

it('docs/bus-events.md says what the schemas say', async () => {
  await expect(page()).toMatchFileSnapshot(join(import.meta.dirname, '../../../docs/bus-events.md'));
});

/** Names that a company gives to other things than people, and what is told of an event itself. */
const NOT_OF_PEOPLE = ['account', 'at', 'signal', 'template', 'role', 'kind', 'plan', 'from', 'reason'];

const isOpenText = ({ type, enum: values, anyOf = [], ...rest }: Property & { pattern?: string }): boolean =>
  (type === 'string' && values === undefined) || anyOf.some((one) => isOpenText({ ...rest, ...one }));

it('every field that may hold a text is either said to hold somebody, or does not', () => {
  const open = busEventNames.flatMap((name) => {
    const { properties = {} } = z.toJSONSchema(busDetailSchema(name)) as { properties?: Record<string, Property> };
    const { properties: ofData = {} } = z.toJSONSchema(busEventData[name]) as typeof properties & {
      properties?: Record<string, Property>;
    };
    return Object.entries({ ...properties, ...ofData })
      .filter(([, property]) => isOpenText(property))
      .map(([field]) => field);
  });
  // Days are texts, too, and say so by their names.
  const texts = new Set(open.filter((field) => !/On$|^(day|due|since|renewalDate)$/.test(field)));
  expect([...texts].sort()).toEqual([...fieldsWithPeople.id, ...fieldsWithPeople.within, ...NOT_OF_PEOPLE].sort());
});

it('every field is said to mean something, or says so by its name', () => {
  for (const name of busEventNames) expect(busEventData[name].description).toMatch(/^[A-Z].*\.$/);
});
