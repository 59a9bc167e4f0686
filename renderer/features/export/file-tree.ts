import type { ExportFileView } from '../../../services/contract/views/export-view.ts';
import { changesFiles, rankOf, type ChangeKind } from './change-kinds.ts';

export interface TreeRow {
  /** Of a file, or of a folder without a slash at its end. */
  readonly path: string;
  /** Of a folder with nothing but one folder in it: both, `cache/config`. */
  readonly name: string;
  /** From 0. */
  readonly depth: number;
  readonly file?: ExportFileView;
  readonly folder?: { readonly isOpen: boolean; readonly files: number; readonly changes: number; /** What most needs to be seen in it. */ readonly kind: ChangeKind };
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: { readonly name: string; readonly file: ExportFileView }[];
}

const emptyFolder = (): Folder => ({ folders: new Map(), files: [] });

function folderTree(files: readonly ExportFileView[]): Folder {
  const root = emptyFolder();
  for (const file of files) {
    const parts = file.path.split('/');
    let folder = root;
    for (const name of parts.slice(0, -1)) {
      const inner = folder.folders.get(name) ?? emptyFolder();
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.files.push({ name: parts.at(-1) ?? '', file });
  }
  return root;
}

const allFiles = ({ folders, files }: Folder): readonly ExportFileView[] => [...files.map(({ file }) => file), ...[...folders.values()].flatMap(allFiles)];
const byName = (left: string, right: string): number => left.localeCompare(right, 'en');

/** Whether a folder is open: as it was left, else where it is of interest; what stays as it is, is not, beside what does not. */
export function openFolders(files: readonly ExportFileView[], { left, chosen, isFound }: { readonly left: ReadonlyMap<string, boolean>; readonly chosen: string | undefined; /** Only files that were looked for are there. */ readonly isFound: boolean }): (path: string, kind: ChangeKind) => boolean {
  const shows = isFound || !isMixed(files);
  return (path, kind) => left.get(path) ?? (shows || kind !== 'unchanged' || chosen?.startsWith(`${path}/`) === true);
}

/** Whether there is more than one kind, so that each has to be named. */
export const isMixed = (files: readonly ExportFileView[]): boolean => files.some(({ kind, marked }) => kind !== files[0]?.kind || marked !== undefined);

/** Folders before files, as they stand on the screen; what is in a closed folder is left out. */
export function treeRows(files: readonly ExportFileView[], isOpenAt: (path: string, kind: ChangeKind) => boolean): readonly TreeRow[] {
  const rowsOf = ({ folders, files: own }: Folder, at: string, depth: number): readonly TreeRow[] => [
    ...[...folders].toSorted(([left], [right]) => byName(left, right)).flatMap(([first, folder]) => folderRows([first, folder], at, depth)),
    ...own.toSorted((left, right) => byName(left.name, right.name)).map(({ name, file }) => ({ path: file.path, name, depth, file })),
  ];
  const folderRows = ([first, outer]: readonly [string, Folder], at: string, depth: number): readonly TreeRow[] => {
    let name = first;
    let folder = outer;
    while (folder.files.length === 0 && folder.folders.size === 1) {
      for (const [inner, only] of folder.folders) {
        name = `${name}/${inner}`;
        folder = only;
      }
    }
    const path = `${at}${name}`;
    const below = allFiles(folder);
    const kind = below.reduce<ChangeKind>((most, each) => (rankOf(each.kind) < rankOf(most) ? each.kind : most), 'unchanged');
    const isOpen = isOpenAt(path, kind);
    const row: TreeRow = { path, name, depth, folder: { isOpen, files: below.length, changes: below.filter((each) => changesFiles(each.kind)).length, kind } };
    return isOpen ? [row, ...rowsOf(folder, `${path}/`, depth + 1)] : [row];
  };
  return rowsOf(folderTree(files), '', 0);
}

/** Which file is shown where none is chosen: one that needs somebody, else what the export begins with. */
export function firstToShow(files: readonly ExportFileView[]): ExportFileView | undefined {
  const mains = ['compose.yaml', 'base/kustomization.yaml', 'values.yaml'];
  const weight = ({ path, kind, marked }: ExportFileView): number => (marked === undefined ? rankOf(kind) * 2 : 1) + (mains.includes(path) ? 0 : 1);
  return files.toSorted((left, right) => weight(left) - weight(right))[0];
}

/** Where keys lead from a row; undefined: nowhere. */
export function treeStep(rows: readonly TreeRow[], at: number, key: string): { readonly to: number } | { readonly toggle: string } | undefined {
  const row = rows[at];
  if (key === 'ArrowRight' && row?.folder !== undefined) return row.folder.isOpen ? { to: at + 1 } : { toggle: row.path };
  if (key !== 'ArrowLeft' || row === undefined) return undefined;
  if (row.folder?.isOpen === true) return { toggle: row.path };
  const parent = rows.slice(0, at).findLastIndex(({ depth }) => depth < row.depth);
  return parent < 0 ? undefined : { to: parent };
}
