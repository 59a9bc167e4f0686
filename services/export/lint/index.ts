export { lint, type Linted, type LintInput } from './lint.ts';
export { lintMarkdown } from './markdown.ts';
