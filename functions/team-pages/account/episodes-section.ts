import { textIn } from '../../../domain/locale/text.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import { toneShapes } from '../../mail/layout/blocks.ts';
import { aboutIn } from '../../mail/names.ts';
import { whatMoved } from '../../mail/team/what-moved.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import type { Column } from '../parts/data-table.ts';
import type { EpisodeLine } from './account-facts.ts';
import { type Drawing, listOf, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** What the playbook's signals see now, and what they saw before. */
export function episodesSection(drawing: Drawing): Html {
  const { episodes: say } = accountWords(drawing.locale);
  const hasPast = drawing.facts.pastEpisodes.count > 0;
  return sectionOf(
    drawing,
    'episodes',
    openEpisodesOf(drawing),
    hasPast && html`<h3>${say.past}</h3>${pastEpisodesOf(drawing)}`,
  );
}

export function openEpisodesOf(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { episodes: say } = accountWords(locale);
  const columns = [
    ...seenColumns(drawing),
    {
      heading: say.when,
      isShort: true as const,
      cell: ({ openedOn, isHeldOut }: EpisodeLine) =>
        html`${say.since(openedOn)}${isHeldOut && html`<br><small>${say.heldOut}</small>`}`,
    },
  ];
  return listOf(drawing, 'open-episodes', { shown: facts.openEpisodes, columns, none: say.none });
}

export function pastEpisodesOf(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { episodes: say } = accountWords(locale);
  const columns: Column<EpisodeLine>[] = [
    ...seenColumns(drawing),
    {
      heading: say.when,
      cell: ({ openedOn, recoveredOn, isHeldOut }) =>
        html`${say.from(openedOn, recoveredOn)}${isHeldOut && html`<br><small>${say.wasHeldOut}</small>`}`,
    },
    { heading: say.ended, cell: ({ closedAs }) => (closedAs === null ? undefined : say.closed[closedAs]) },
  ];
  return listOf(drawing, 'past-episodes', { shown: facts.pastEpisodes, columns, none: say.none });
}

function seenColumns({ facts, locale }: Drawing): Column<EpisodeLine>[] {
  const { episodes: say } = accountWords(locale);
  const { playbook } = facts;
  const signalOf = ({ signal }: EpisodeLine) => entryNamed(playbook.signals, signal);
  return [
    {
      heading: say.signal,
      cell(episode) {
        const signal = signalOf(episode);
        if (signal === undefined) return episode.signal;
        const { side, label } = signal;
        return html`<span class="${side}">${toneShapes[side]} ${mailWords(locale).side[side]}</span> ${textIn(label, locale)}`;
      },
    },
    {
      heading: say.what,
      cell(episode) {
        const signal = signalOf(episode);
        const { about: subject, evidence } = episode;
        const moved = signal && whatMoved(signal, { subject, evidence: { ...evidence } }, locale, playbook);
        const seen = moved && html`<b>${moved.number}</b> ${moved.text}`;
        const whom = aboutIn(locale, signal, subject, playbook);
        return html`${whom !== '' && html`<b>${whom}</b> `}${seen ?? undefined}`;
      },
    },
  ];
}
