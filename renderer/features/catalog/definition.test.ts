import { expect, it } from 'vitest';
import type { TemplateView } from '../../../services/contract/views/catalog-view.ts';
import { definitionOf, freeServiceName, nameProblem } from './definition.ts';

const template: TemplateView = {
  id: 'redis',
  title: 'Redis',
  category: 'cache',
  description: '',
  image: 'redis:8',
  capabilities: [],
  options: [
    { name: 'maxmemory', type: 'size', default: '256mb' },
    { name: 'databases', type: 'integer', default: 16 },
    { name: 'tls', type: 'boolean', default: false },
  ],
  resources: {},
  ports: [],
  build: 'refused',
  builtIn: true,
};

it('holds what differs from the defaults, with the types that YAML means', () => {
  expect(definitionOf({ template, options: { maxmemory: '256mb', databases: '4', tls: 'true' }, uses: ['files'], build: '' })).toEqual({ template: 'redis', options: { databases: 4, tls: true }, uses: ['files'] });
  expect(definitionOf({ template, options: {}, uses: [], build: './worker' })).toEqual({ template: 'redis', build: './worker' });
});

it('proposes a name that is free, and says what is wrong with one that is not', () => {
  expect(freeServiceName(template, ['redis', 'redis-2'])).toBe('redis-3');
  expect(nameProblem('redis', ['redis'])).toContain('already');
  expect(nameProblem('Redis', [])).toContain('Lower case');
  expect(nameProblem('', [])).toContain('name');
  expect(nameProblem('cache-2', [])).toBeUndefined();
});
