import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { copyText } from '../../lib/clipboard.ts';
import { visibleText } from '../../lib/visible-text.ts';
import styles from './JsonTree.module.css';

export interface JsonTreeProps {
  readonly value: unknown;
  readonly label: string;
}

interface NodeProps {
  readonly name?: string;
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

const openDepth = 2;
const mostChildren = 200;
const longestText = 10_000;

const pathOf = (path: string, name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${/^\d+$/.test(name) ? name : JSON.stringify(name)}]`);

function childrenOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (Array.isArray(value)) return value.map((each, index) => [String(index), each] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

function Scalar({ value }: { readonly value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;
  return (
    <span className={styles.scalar} data-type={value === null ? 'null' : typeof value}>
      {visibleText(shown)}
    </span>
  );
}

function Node({ name, value, path, depth }: NodeProps) {
  const children = childrenOf(value);
  const [isOpen, setOpen] = useState(depth < openDepth);
  const [most, setMost] = useState(mostChildren);
  const copy = (): void => void copyText(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2), name === undefined ? 'value' : `value of ${name}`);
  const label = name === undefined ? undefined : <span className={styles.name}>{visibleText(name)}</span>;
  if (children === undefined) {
    return (
      <div className={styles.leaf} title={path}>
        {label}
        <UnstyledButton className={styles.copy} onClick={copy} title={`Copy ${path}`}>
          <Scalar value={value} />
        </UnstyledButton>
      </div>
    );
  }
  const size = Array.isArray(value) ? `[${children.length}]` : `{${children.length}}`;
  return (
    <div className={styles.node}>
      <UnstyledButton className={styles.head} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} title={path}>
        <IconChevronRight size={12} className={styles.chevron} data-open={isOpen || undefined} aria-hidden />
        {label}
        <span className={styles.size}>{size}</span>
      </UnstyledButton>
      {isOpen ? (
        <div className={styles.children}>
          {children.slice(0, most).map(([key, each]) => (
            <Node key={key} name={key} value={each} path={pathOf(path, key)} depth={depth + 1} />
          ))}
          {children.length > most ? (
            <UnstyledButton className={styles.more} onClick={() => setMost(most + 1_000)}>
              Show {Math.min(1_000, children.length - most)} more of {children.length}
            </UnstyledButton>
          ) : undefined}
        </div>
      ) : undefined}
    </div>
  );
}

/** JSON that folds; a click on a value copies it, its path shows on hover. */
export function JsonTree({ value, label }: JsonTreeProps) {
  return (
    <div className={styles.tree} role="group" aria-label={label}>
      <Node value={value} path="$" depth={0} />
    </div>
  );
}
