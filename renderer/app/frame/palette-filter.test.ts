import { expect, it } from 'vitest';
import { findActions } from './palette-filter.ts';

const actions = [
  { label: 'Stack', description: 'Screen' },
  { label: 'broker', description: 'RabbitMQ' },
  { label: 'Restart all services', description: 'Action' },
  { label: 'Restart broker', description: 'Action' },
  { label: 'broker-two', description: 'RabbitMQ' },
];
const withKeywords = [{ label: 'Upload', description: 'Action' }, { label: 'Start all services', description: 'Action', keywords: ['up', 'apply'] }];
const found = (query: string): string[] => findActions(query, actions, { isMinor: ({ label }) => label === 'Restart broker', isDisruptive: ({ label }) => label.startsWith('Restart') }).map(({ label }) => label);

it('offers what is common without a word, and everything with one', () => {
  expect(found(' ')).toEqual(['Stack', 'broker', 'Restart all services', 'broker-two']);
  expect(found('BROKER')).toEqual(['broker', 'broker-two', 'Restart broker']);
});

it('finds by any words of name and kind, in any order', () => {
  expect(found('broker restart')).toEqual(['Restart broker']);
  expect(found('rabbit two')).toEqual(['broker-two']);
  expect(found('nothing')).toEqual([]);
});

it('finds by other words for the same, a whole one before what only begins so', () => {
  const labels = (query: string) => findActions(query, withKeywords, { isMinor: () => false, isDisruptive: () => false }).map(({ label }) => label);
  expect(labels('up')).toEqual(['Start all services', 'Upload']);
  expect(labels('apply services')).toEqual(['Start all services']);
});

it('the first letters of what ends services do not choose it, its word does', () => {
  const all = [...actions, { label: 'cache', description: 'Redis' }];
  const labels = (query: string) => findActions(query, all, { isMinor: () => false, isDisruptive: ({ label }) => label.startsWith('Restart') }).map(({ label }) => label);
  expect(labels('re')).toEqual(['Stack', 'cache', 'Restart all services', 'Restart broker']);
  expect(labels('rest')[0]).toBe('Restart all services');
});
