import { type Html, html } from '../../pages/html.ts';
import { pageAddress } from './page-address.ts';

export interface Column<Row> {
  heading: string;
  /** Stands at the right, in figures of one width. */
  isNumber?: true;
  /** A day or a word or two, which a long text beside it would break up. */
  isShort?: true;
  /** Its heading sorts by this name. */
  sort?: string;
  cell(row: Row): Html | string | number | undefined;
}

/** Where a table is that can be sorted: a sort in the address is its name, with `-` before it the other way round. */
export interface Sorting {
  path: string;
  query: URLSearchParams;
  /** The one that the rows are in. */
  sorted: string;
}

export interface DataTable<Row> {
  /** Names the table for those who don't see it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  sorting?: Sorting;
  /** Whether the caption is drawn too. */
  showsCaption?: boolean;
}

/**
 * A table; on a phone each row is a card whose first cell heads it. A link in the first cell with the class `whole` takes
 * the whole row.
 */
export function dataTable<Row>({ caption, columns, rows, sorting, showsCaption = false }: DataTable<Row>): Html {
  const head = columns.map((column) => heading(column, sorting));
  const cells = columns.map((column, i) => ({ column, ends: endsOf(column, i === 0) }));
  const body = rows.map(
    (row) =>
      html`<tr role="row">${cells.map(({ column, ends: [begin, end] }) => html`${begin}${column.cell(row)}${end}`)}</tr>`,
  );
  return html`<table class="data" role="table"><caption${!showsCaption && html` class="unseen"`}>${caption}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">${body}</tbody></table>`;
}

function heading<Row>({ heading, isNumber, sort }: Column<Row>, sorting: Sorting | undefined): Html {
  const look = isNumber && html` class="number"`;
  if (sort === undefined || sorting === undefined)
    return html`<th role="columnheader" scope="col"${look}>${heading}</th>`;
  const { path, query, sorted } = sorting;
  const isUp = sorted === sort;
  const order = isUp ? 'ascending' : sorted === `-${sort}` ? 'descending' : undefined;
  const href = pageAddress(path, query, { sort: isUp ? `-${sort}` : sort, after: null });
  const mark = order !== undefined && html` <span aria-hidden="true">${isUp ? '▲' : '▼'}</span>`;
  return html`<th role="columnheader" scope="col"${look}${order !== undefined && html` aria-sort="${order}"`}><a href="${href}">${heading}${mark}</a></th>`;
}

/** What surrounds each cell of a column: the same in all rows. */
function endsOf<Row>({ heading, isNumber, isShort }: Column<Row>, isFirst: boolean): [Html, Html] {
  const look = isNumber ? html` class="number"` : isShort && html` class="keep"`;
  return isFirst
    ? [html`<th role="rowheader" scope="row"${look}>`, html`</th>`]
    : [html`<td role="cell" data-heading="${heading}"${look}>`, html`</td>`];
}
