import { Button } from '@mantine/core';
import { IconFileOff, IconFilter } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ExportFileView, ExportPreview, ExportRequest } from '../../../services/contract/views/export-view.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { countsOf } from './counts.ts';
import { FilePane } from './FilePane.tsx';
import { firstToShow } from './file-tree.ts';
import { FileTree } from './FileTree.tsx';
import { FilterChips } from './FilterChips.tsx';
import { FilterField } from './FilterField.tsx';
import { changeLooks } from './looks.ts';
import type { ExportAddress } from './use-address.ts';
import styles from './Export.module.css';

export interface FilesTabProps {
  readonly request: ExportRequest;
  readonly preview: ExportPreview;
  readonly address: ExportAddress;
  readonly onAgain: () => void;
}

const matches = ({ path, kind }: ExportFileView, wanted: string | undefined, text: string): boolean => (wanted === undefined || kind === wanted) && path.toLowerCase().includes(text.toLowerCase());

/** Every file with what becomes of it; one of them with its text. */
export function FilesTab({ request, preview, address: { search, go }, onAgain }: FilesTabProps) {
  const { files, folder, digest } = preview;
  const { kind, filter = '', file: wanted } = search;
  const counts = useMemo(() => countsOf(files, (each) => each.kind), [files]);
  const shown = useMemo(() => files.filter((each) => matches(each, kind, filter)), [files, kind, filter]);
  const chosen = useMemo(() => files.find(({ path }) => path === wanted) ?? firstToShow(shown), [files, shown, wanted]);
  const list = (
    <div className={styles.side}>
      <div className={styles.sideTools}>
        <FilterField label="Filter files" text={filter} onChange={(text) => go({ filter: text })} />
        <FilterChips label="What becomes of files" looks={changeLooks} counts={counts} chosen={kind} onChoose={(id) => go({ kind: id })} />
      </div>
      {shown.length === 0 ? (
        <EmptyState icon={IconFilter} title="No file matches" action={<Button onClick={() => go({ kind: undefined, filter: undefined })}>Show all files</Button>}>
          {files.length} files are hidden by the filter.
        </EmptyState>
      ) : (
        <FileTree files={shown} chosen={chosen?.path} isFound={filter !== ''} onChoose={(path) => go({ file: path, view: undefined })} />
      )}
    </div>
  );
  return (
    <SplitPane place="export" side="left" paneLabel="Files of the export" pane={list}>
      {chosen === undefined ? (
        <EmptyState icon={IconFileOff} title="No file to show">
          Choose one at the left.
        </EmptyState>
      ) : (
        <FilePane key={chosen.path} request={request} digest={digest} file={chosen} folder={folder} view={search.view} onView={(view) => go({ view })} onAgain={onAgain} />
      )}
    </SplitPane>
  );
}
