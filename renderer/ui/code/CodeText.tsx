import { selectAll } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { foldGutter, foldKeymap } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, type Range } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { codeLook } from './code-look.ts';
import type { MarkedLine } from './marked-line.ts';
import styles from './CodeText.module.css';

export interface CodeTextProps {
  readonly text: string;
  readonly label: string;
  readonly isYaml: boolean;
  /** In the order of the lines; the first is brought into view. */
  readonly marked: readonly MarkedLine[];
}

function marksOf(state: EditorState, marked: readonly MarkedLine[]): Extension {
  const ranges = marked.flatMap(({ line, kind }): Range<Decoration>[] => (line > state.doc.lines ? [] : [Decoration.line({ attributes: { 'data-mark': kind } }).range(state.doc.line(line).from)]));
  return EditorView.decorations.of(Decoration.set(ranges));
}

/** A text to read and to search, however long; lines of it may be marked. */
export function CodeText({ text, label, isYaml, marked }: CodeTextProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current === null) return undefined;
    const plain = EditorState.create({ doc: text });
    const extensions = [
      lineNumbers(),
      foldGutter(),
      highlightSpecialChars(),
      drawSelection(),
      search({ top: true }),
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
      keymap.of([{ key: 'Mod-a', run: selectAll }, ...searchKeymap, ...foldKeymap]),
      codeLook,
      marksOf(plain, marked),
      ...(isYaml ? [yaml()] : []),
    ];
    const first = marked[0]?.line ?? 1;
    const view = new EditorView({ parent: box.current, state: EditorState.create({ doc: text, extensions }), ...(first > 1 && first <= plain.doc.lines ? { scrollTo: EditorView.scrollIntoView(plain.doc.line(first).from, { y: 'start', yMargin: 100 }) } : {}) });
    return () => view.destroy();
  }, [text, label, isYaml, marked]);
  return <div ref={box} className={styles.code} />;
}
