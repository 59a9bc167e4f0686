import { insertNewlineAndIndent } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { indentUnit } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { yamlIndentation } from './yaml-indentation.ts';

/** What Enter makes of a text; `|` is the cursor. */
function enter(text: string): string {
  const at = text.indexOf('|');
  let state = EditorState.create({ doc: text.replace('|', ''), selection: { anchor: at }, extensions: [yaml(), indentUnit.of('  '), yamlIndentation] });
  insertNewlineAndIndent({ state, dispatch: (transaction) => (state = transaction.state) });
  const { head } = state.selection.main;
  const after = state.doc.toString();
  return `${after.slice(0, head)}|${after.slice(head)}`;
}

test.each([
  ['services:|', 'services:\n  |'],
  ['services:\n  more:|', 'services:\n  more:\n    |'],
  ['services:\n  more: # of them|', 'services:\n  more: # of them\n    |'],
  ['services:\n  more:|\n  cache: { template: redis }', 'services:\n  more:\n    |\n  cache: { template: redis }'],
  ['routes:\n  - to:|', 'routes:\n  - to:\n      |'],
  ['services:\n  "a b":|', 'services:\n  "a b":\n    |'],
])('after a key without a value it goes one step in: %j', (before, after) => {
  expect(enter(before)).toBe(after);
});

test.each([
  ['services:\n  cache:\n    template: redis|', 'services:\n  cache:\n    template: redis\n    |'],
  ['services:\n  cache:\n    image: redis:8|', 'services:\n  cache:\n    image: redis:8\n    |'],
  ['services:\n  # to do:|', 'services:\n  # to do:\n  |'],
  ['|services:', '\n|services:'],
])('elsewhere it stays where the lines are: %j', (before, after) => {
  expect(enter(before)).toBe(after);
});
