import { listAt, recordAt, textAt } from './read.ts';

export type Labels = Readonly<Record<string, unknown>>;

/** Whether each pair is among the labels. No pairs match nothing here: a Service without a selector selects no pods. */
export function labelsMatch(wanted: Labels, labels: Labels): boolean {
  const pairs = Object.entries(wanted);
  return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
}

/** A `LabelSelector` with matchLabels and matchExpressions; an empty one matches everything. */
export function selectorMatches(selector: unknown, labels: Labels): boolean {
  const pairs = Object.entries(recordAt(selector, 'matchLabels'));
  return pairs.every(([key, value]) => labels[key] === value) && listAt(selector, 'matchExpressions').every((expression) => expressionMatches(expression, labels));
}

function expressionMatches(expression: unknown, labels: Labels): boolean {
  const key = textAt(expression, 'key') ?? '';
  const values = listAt(expression, 'values');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return values.includes(labels[key]);
    case 'NotIn':
      return !values.includes(labels[key]);
    case 'Exists':
      return Object.hasOwn(labels, key);
    case 'DoesNotExist':
      return !Object.hasOwn(labels, key);
    case undefined:
    default:
      return false;
  }
}
