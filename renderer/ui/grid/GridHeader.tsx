import type { CSSProperties, PointerEvent } from 'react';
import type { Columns } from './use-columns.ts';
import styles from './DataGrid.module.css';

const dragType = 'application/x-stackyard-column';

/** Titles: dragged to reorder, their right edge dragged to resize. */
export function GridHeader<Row>({ columns: { placed, resize, move }, tracks }: { readonly columns: Columns<Row>; readonly tracks: CSSProperties }) {
  const onPointerMove = (id: string) => (event: PointerEvent<HTMLSpanElement>) => {
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left;
    if (left !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) resize(id, event.clientX - left);
  };
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" className={styles.headerRow} style={tracks}>
        {placed.map(({ column }) => (
          <div
            key={column.id}
            role="columnheader"
            className={styles.title}
            data-align={column.align}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(dragType, column.id)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => move(event.dataTransfer.getData(dragType), column.id)}
          >
            {column.title}
            <span
              className={styles.resizer}
              draggable
              onDragStart={(event) => {
                event.preventDefault();
                event.stopPropagation();
              }}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={onPointerMove(column.id)}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
