import type { ReactNode } from 'react';

export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Pixels to begin with. */
  readonly width: number;
  /** What is copied and, without `cell`, shown. */
  readonly text: (row: Row) => string;
  readonly cell?: (row: Row) => ReactNode;
  readonly align?: 'right';
  /** Takes what is left of the width, until the user gives it another. */
  readonly grows?: true;
  /** A value that a machine made. */
  readonly mono?: boolean;
}
