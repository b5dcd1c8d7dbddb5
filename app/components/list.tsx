import {
  Box,
  EmptySearchResult,
  IndexFilters,
  IndexFiltersMode,
  IndexTable,
  Text,
  useSetIndexFiltersMode,
  type IndexFiltersProps,
  type IndexTableProps,
} from "@shopify/polaris";
import { useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useAddress, useTyped } from "./use-address.ts";
import { useNarrow } from "./use-narrow.ts";

/** A part of a list, and the places in the address of what comes before and after it. */
type Listed<Row> = {
  rows: Row[];
  newer: string | null;
  older: string | null;
  first: number;
  last: number;
};

/** What all lists are: filters, what is in it in one line, and the rows, or that there are none. */
export function List(props: { filters: ReactNode; sum: string; empty: boolean; children: ReactNode }) {
  return (
    <>
      {props.filters}
      <Box paddingInline="400" paddingBlock="300" borderBlockEndWidth="025" borderColor="border">
        <Text as="p" fontWeight="semibold">
          {props.sum}
        </Text>
      </Box>
      {props.empty ? (
        <Box padding="800">
          <EmptySearchResult
            title="No results"
            description="Choose another view, or change the filters."
            withIllustration={false}
          />
        </Box>
      ) : (
        props.children
      )}
    </>
  );
}

/** The rows: cells where there is room, lines on a phone; and the pages before and after. */
export function ListRows<Row extends { id: string }>(props: {
  list: Listed<Row>;
  /** What a row is, one and many. */
  name: [string, string];
  headings: IndexTableProps["headings"];
  cells: (row: Row) => ReactNode;
  lines: (row: Row) => ReactNode;
}) {
  const { list } = props;
  const narrow = useNarrow();
  const { change } = useAddress();
  return (
    <IndexTable
      resourceName={{ singular: props.name[0], plural: props.name[1] }}
      itemCount={list.rows.length}
      selectable={false}
      condensed={narrow}
      headings={props.headings}
      pagination={{
        hasPrevious: list.newer !== null,
        onPrevious: () => change({ before: list.newer }),
        hasNext: list.older !== null,
        onNext: () => change({ after: list.older }),
        label: `${list.first}-${list.last}`,
      }}
    >
      {list.rows.map((row, position) => (
        <IndexTable.Row key={row.id} id={row.id} position={position}>
          {narrow ? props.lines(row) : props.cells(row)}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** A cell of a number, or of money. */
export function NumberCell({ children }: { children: ReactNode }) {
  return (
    <IndexTable.Cell>
      <Text as="p" alignment="end" numeric>
        {children}
      </Text>
    </IndexTable.Cell>
  );
}

/** Views, search, filters and sort. All of it stands in the address. */
export function ListFilters<View extends string, Sort extends string>(props: {
  views: readonly View[];
  viewWords: Record<View, string>;
  counts: Record<View, number>;
  asked: { view: View; search: string; sort?: Sort };
  /** What can be searched for. */
  searchFor: string;
  /** By what it can be sorted: the label, and which way. */
  sortWords?: Record<Sort, readonly [string, string]>;
  filters?: IndexFiltersProps["filters"];
  applied?: { key: string; label: string; onRemove: () => void }[];
  /** The names in the address that "clear all" takes away, beside the search. */
  narrowing?: readonly string[];
}) {
  const { asked, filters = [], applied = [] } = props;
  const { change } = useAddress();
  const { mode, setMode } = useSetIndexFiltersMode(
    applied.length > 0 || asked.search !== "" ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const [search, typeSearch] = useTyped(asked.search, (text) => change({ search: text }));
  const clear = () =>
    change(Object.fromEntries(["search", ...(props.narrowing ?? [])].map((n) => [n, null])));
  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      loading={useNavigation().state === "loading"}
      canCreateNewView={false}
      hideFilters={filters.length === 0}
      tabs={props.views.map((view) => ({
        id: view,
        content: props.viewWords[view],
        badge: String(props.counts[view]),
        isLocked: true,
      }))}
      selected={props.views.indexOf(asked.view)}
      onSelect={(index) => change({ view: props.views[index] ?? null })}
      queryValue={search}
      queryPlaceholder={`Search ${props.searchFor}`}
      onQueryChange={typeSearch}
      onQueryClear={() => typeSearch("")}
      cancelAction={{ onAction: clear }}
      {...(props.sortWords && {
        sortOptions: Object.entries<readonly [string, string]>(props.sortWords).map(([sort, words]) => ({
          label: words[0],
          value: `${sort} asc` as const,
          directionLabel: words[1],
        })),
        sortSelected: [`${asked.sort} asc`],
        onSort: ([sort]: string[]) => change({ sort: sort?.split(" ")[0] ?? null }),
      })}
      onClearAll={clear}
      filters={filters}
      appliedFilters={applied}
    />
  );
}
