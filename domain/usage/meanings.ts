import { isCaseEvent } from './case-events.ts';
import { isSentByLibrary } from './library-events.ts';
import { surveyEvents } from './tally/usage-tally.ts';

/** Which of the product's events mean what, from the playbook. */
export interface Vocabulary {
  /** The product's own event name → the name used in the playbook. */
  aliases: Record<string, string>;
  /** Events that carry a value: they are no acts. */
  measures: string[];
  /** By name, the events that count as a feature's use. */
  features: Record<string, { events: string[] }>;
}

interface Meaning {
  event: string;
  /** A library or another system sent it by itself, and the playbook makes no use of a feature of it. */
  isNobodys: boolean;
  /** It counts as activity of the user it is about. */
  isAct: boolean;
}

const NOT_LOOKED_AT: Meaning = { event: '', isNobodys: true, isAct: false };

/** What each of the product's event names means, looked up once a name. */
export class Meanings {
  private readonly known = new Map<string, Meaning>();
  private readonly aliases: Map<string, string>;
  private readonly measures: Set<string>;
  private readonly ofFeatures: Set<string>;

  /** @param only events that alone are looked at, by the names used in the playbook */
  constructor(
    { aliases, measures, features }: Vocabulary,
    private readonly only?: ReadonlySet<string>,
  ) {
    this.aliases = new Map(Object.entries(aliases));
    this.measures = new Set(measures);
    this.ofFeatures = new Set(Object.values(features).flatMap(({ events }) => events));
  }

  of(name: string): Meaning {
    let meaning = this.known.get(name);
    if (meaning === undefined) {
      const event = this.aliases.get(name) ?? name;
      if (this.only !== undefined && !this.only.has(event)) return NOT_LOOKED_AT;
      const isNamed = this.aliases.has(name) || this.ofFeatures.has(event) || this.measures.has(event);
      const isNobodys = !isNamed && (isSentByLibrary(name) || isCaseEvent(event));
      meaning = { event, isNobodys, isAct: !isNobodys && !this.measures.has(event) && !surveyEvents.has(event) };
      this.known.set(name, meaning);
    }
    return meaning;
  }
}
