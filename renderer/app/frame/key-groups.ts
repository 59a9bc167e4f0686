/** What a key does, of the screen or of the frame. */
export interface KnownKey {
  /** As `KeyboardEvent.key`, or with others in words: `ArrowDown`, `Ctrl K`. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly isEverywhere?: boolean;
}

export interface KeyGroup {
  readonly title: string;
  readonly rows: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

const spellings: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', ' ': 'Space' };

/** What lists and the frame do on all screens. */
const always: readonly KnownKey[] = [
  { keys: ['Ctrl K'], does: 'Go to any screen, service or action: type a few letters of it' },
  { keys: ['j', 'ArrowDown'], does: 'Next row of a list' },
  { keys: ['k', 'ArrowUp'], does: 'Row before in a list' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: [' '], does: 'Mark the row; Shift and moving marks more' },
  { keys: ['Ctrl C'], does: 'Copy the marked rows; with Shift as CSV' },
];
const inDesktop: readonly KnownKey[] = [{ keys: ['Ctrl 1 … 9'], does: 'Go to a screen, by its place in the rail' }];

/** Each key once: where the screen gives it a meaning, that is the one. */
export function keyGroups(bound: readonly KnownKey[], isDesktop: boolean): readonly KeyGroup[] {
  const told = new Set<string>();
  const rowsOf = (known: readonly KnownKey[]): KeyGroup['rows'] =>
    known.flatMap(({ keys, does }) => {
      const spelled = keys.map((key) => spellings[key] ?? key).filter((key) => !told.has(key));
      for (const key of spelled) told.add(key);
      return spelled.length === 0 ? [] : [{ keys: spelled, does }];
    });
  const groups = [
    { title: 'On this screen', rows: rowsOf(bound.filter(({ isEverywhere }) => isEverywhere !== true)) },
    { title: 'Everywhere', rows: rowsOf([...(isDesktop ? inDesktop : []), ...always, ...bound.filter(({ isEverywhere }) => isEverywhere === true)]) },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}
