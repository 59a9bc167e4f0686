import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { yamlEditor, type YamlEditorOptions } from './yaml-editor.ts';
import styles from './Editor.module.css';

export interface CodeViewProps extends YamlEditorOptions {
  /** What it begins with; another `version` puts this text in. */
  readonly text: string;
  readonly version: string;
}

/** The editor itself; in a chunk of its own. */
export function CodeView(props: CodeViewProps) {
  const { text, version } = props;
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (box.current === null) return undefined;
    const extensions = yamlEditor({
      schema: () => latest.current.schema(),
      check: (changed) => latest.current.check(changed),
      onChange: (changed) => latest.current.onChange(changed),
      onSave: () => latest.current.onSave(),
    });
    const made = new EditorView({ parent: box.current, state: EditorState.create({ doc: latest.current.text, extensions }) });
    view.current = made;
    made.focus();
    return () => {
      made.destroy();
      view.current = undefined;
    };
  }, []);
  const shown = useRef(version);
  useEffect(() => {
    if (shown.current === version) return;
    shown.current = version;
    const { current } = view;
    if (current !== undefined && current.state.doc.toString() !== text) current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
  }, [version, text]);
  return <div ref={box} className={styles.code} />;
}
