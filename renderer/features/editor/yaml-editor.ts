import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, linter, type Diagnostic as EditorDiagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import type { Diagnostic } from '../../../services/contract/views/stack-file-view.ts';
import { codeLook } from '../../ui/code/code-look.ts';
import type { JsonSchema } from './schema-walk.ts';
import { explanationAt, suggestionsAt } from './suggestions.ts';
import { yamlIndentation } from './yaml-indentation.ts';

export interface YamlEditorOptions {
  readonly schema: () => JsonSchema | undefined;
  /** What is wrong with the text; asked when the user pauses. */
  readonly check: (text: string) => Promise<readonly Diagnostic[]>;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
}

function completionsOf(schema: JsonSchema | undefined, context: CompletionContext): CompletionResult | null {
  const found = schema === undefined ? undefined : suggestionsAt(context.state.doc.toString(), context.pos, schema);
  if (found === undefined || found.items.length === 0 || (!context.explicit && found.from === found.to && !/[\s:,[{-]$/.test(context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos)))) return null;
  return {
    from: found.from,
    to: found.to,
    options: found.items.map(({ label, insert, kind, detail, description }): Completion => ({ label, apply: insert, type: kind === 'key' ? 'property' : kind === 'service' ? 'variable' : 'enum', detail, ...(description === undefined ? {} : { info: description }) })),
  };
}

function rangeOf(state: EditorState, { line, column }: Diagnostic): readonly [number, number] {
  const at = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
  const from = Math.min(at.from + Math.max(0, column - 1), at.to);
  const word = /^[\w.$/-]+/.exec(at.text.slice(from - at.from))?.[0] ?? '';
  return [from, Math.max(Math.min(from + Math.max(1, word.length), at.to), from)];
}

/** A CodeMirror for stack files: completion and explanations from the schema, mistakes where they stand, Ctrl-S saves. */
export function yamlEditor({ schema, check, onChange, onSave }: YamlEditorOptions): Extension {
  const problems = linter(
    async ({ state }): Promise<readonly EditorDiagnostic[]> => {
      const found = await check(state.doc.toString());
      return found.map((each) => {
        const [from, to] = rangeOf(state, each);
        return { from, to, severity: 'error', message: each.hint === undefined ? each.message : `${each.message}\n${each.hint}` };
      });
    },
    { delay: 300 },
  );
  const explanation = hoverTooltip((view, position) => {
    const current = schema();
    const found = current === undefined ? undefined : explanationAt(view.state.doc.toString(), position, current);
    if (found === undefined) return null;
    return {
      pos: position,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'cm-hover';
        dom.textContent = [`${found.title}: ${found.detail}`, found.description].filter(Boolean).join('\n');
        return { dom };
      },
    };
  });
  return [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    yaml(),
    yamlIndentation,
    codeLook,
    autocompletion({ override: [(context) => completionsOf(schema(), context)] }),
    problems,
    explanation,
    // A text that scrolls must be reached by the keyboard, and not every reader of pages knows that what can be edited is.
    EditorView.contentAttributes.of({ 'aria-label': 'Stack file', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
    keymap.of([
      {
        key: 'Mod-s',
        run: () => {
          onSave();
          return true;
        },
      },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      indentWithTab,
      ...defaultKeymap,
    ]),
  ];
}
