import { useCallback, useMemo, useRef, useState } from 'react';
import { copyText } from '../../lib/clipboard.ts';
import { formatAmount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { seriesColours } from '../../lib/series-colour.ts';
import { useCurrentStack, useEngineLost, useStackSnapshot } from '../../lib/stacks.ts';
import { useStart } from '../../lib/use-start.ts';
import { useUrlState, useUrlStates } from '../../lib/url-state.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { download, ndjson, plainText } from './export-lines.ts';
import { levels, type Level } from './level.ts';
import { LinePane } from './LinePane.tsx';
import type { BufferedLine } from './log-buffer.ts';
import type { LineFilter } from './log-filter.ts';
import { LogList } from './LogList.tsx';
import { LogTools } from './LogTools.tsx';
import { NoLines } from './NoLines.tsx';
import { ServiceChips } from '../../ui/ServiceChips.tsx';
import { useLogSession, useShownLines } from './use-log-lines.ts';
import styles from './Logs.module.css';

const isLevel = (word: string | undefined): word is Level => (levels as readonly (string | undefined)[]).includes(word);

function useFilter() {
  const [search, change] = useUrlStates();
  const { services, filter: text = '', regex, case: matchCase, level, since } = search;
  const minimum: Level = isLevel(level) ? level : 'none';
  const filter = useMemo<LineFilter>(
    () => ({
      minimum,
      ...(services === undefined ? {} : { services: new Set(services.split(',')) }),
      ...(text === '' ? {} : { text: { text, isExpression: regex === '1', matchCase: matchCase === '1' } }),
    }),
    [services, text, regex, matchCase, minimum],
  );
  return { filter, since, change, state: { text, isExpression: regex === '1', matchCase: matchCase === '1', minimum, since: since ?? '' } };
}

/** Lines of all services in one list. */
export function LogsScreen() {
  const { slug, summary } = useCurrentStack();
  const { data: snapshot } = useStackSnapshot(summary.file);
  const start = useStart(summary.file);
  const { filter, since, change, state } = useFilter();
  const [zone, setZone] = useUrlState('zone');
  const isEngineLost = useEngineLost();
  const session = useLogSession(summary.file, since);
  const lines = useShownLines(session, filter);
  const [heldAt, setHeldAt] = useState<number>();
  const following = heldAt === undefined;
  const setFollowing = (wanted: boolean): void => setHeldAt(wanted ? undefined : (heldAt ?? (lines.count === 0 ? -1 : lines.sequenceAt(lines.count - 1))));
  const [chosen, setChosen] = useState<number>();
  const [marked, setMarked] = useState<readonly [number, number]>();
  const field = useRef<HTMLInputElement>(null);
  const services = useMemo(() => snapshot?.status.services.map(({ name }) => name) ?? [], [snapshot]);
  const colours = useMemo(() => seriesColours(services), [services]);
  const lineOf = useCallback((sequence: number): BufferedLine | undefined => session.buffer.line(sequence), [session]);

  const shownLines = function* (from = 0, to = Number.POSITIVE_INFINITY): Generator<BufferedLine> {
    for (let index = 0; index < lines.count; index += 1) {
      const line = lineOf(lines.sequenceAt(index));
      if (line !== undefined && line.sequence >= from && line.sequence <= to) yield line;
    }
  };
  const save = (format: 'txt' | 'ndjson'): void => download(`${slug}-logs.${format}`, format === 'txt' ? 'text/plain' : 'application/x-ndjson', format === 'txt' ? plainText(shownLines()) : ndjson(shownLines()));
  const copyMarked = (): void => {
    const range = marked ?? (chosen === undefined ? undefined : ([chosen, chosen] as const));
    if (range === undefined) return;
    const copied = [...shownLines(...range)];
    void copyText(plainText(copied), formatAmount(copied.length, 'line'));
  };
  useKeys([
    { keys: ['/'], does: 'Find in lines', run: () => field.current?.focus() },
    { keys: ['f'], does: 'Go with new lines, or hold still', run: () => setFollowing(!following) },
    { keys: ['c'], does: 'Copy the chosen lines (Shift-click marks more)', run: copyMarked },
    {
      keys: ['Escape'],
      does: 'Close details',
      run: () => {
        setChosen(undefined);
        setMarked(undefined);
      },
    },
  ]);
  const clear = (): void => {
    for (const key of ['services', 'level', 'filter', 'regex', 'case']) change(key, undefined);
    field.current?.focus();
  };
  const line = chosen === undefined ? undefined : lineOf(chosen);
  const isFiltered = filter.services !== undefined || filter.minimum !== 'none' || filter.text !== undefined;
  return (
    <Screen
      title="Logs"
      tools={<LogTools state={state} onChange={change} failure={lines.failure} field={field} isUtc={zone === 'utc'} onUtc={() => setZone(zone === 'utc' ? undefined : 'utc')} following={following} onFollow={setFollowing} onExport={save} />}
      notices={session.error === undefined ? undefined : <ErrorState error={session.error} />}
    >
      <SplitPane
        place="logs"
        paneLabel="Line details"
        pane={line === undefined ? undefined : <LinePane line={line} colour={colours.get(line.service)} onClose={() => setChosen(undefined)} onOnlyService={(service) => change('services', service)} />}
      >
        <div className={styles.column}>
        <ServiceChips services={services} colours={colours} wanted={filter.services} onChange={(wanted) => change('services', wanted === undefined ? undefined : [...wanted].join(','))} />
        {lines.count > 0 || !session.hasBegun ? (
          <LogList lines={lines} lineOf={lineOf} colours={colours} isUtc={zone === 'utc'} heldAt={heldAt} onFollow={setFollowing} chosen={chosen} onChoose={setChosen} marked={marked} onMark={setMarked} />
        ) : (
          <NoLines hidden={session.buffer.next - session.buffer.first} hasFailedFilter={lines.failure !== undefined} isFiltered={isFiltered} isCutOff={isEngineLost || session.error !== undefined} onClear={clear} start={start} />
        )}
        </div>
      </SplitPane>
    </Screen>
  );
}
