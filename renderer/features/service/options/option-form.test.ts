import { expect, it } from 'vitest';
import type { OptionView } from '../../../../services/contract/views/catalog-view.ts';
import { formChange, readOption } from './option-form.ts';

const options: readonly OptionView[] = [
  { name: 'databases', type: 'integer', default: 16, min: 1, max: 1024 },
  { name: 'fsync', type: 'string', choices: ['always', 'no'], default: 'always' },
  { name: 'memory', type: 'size', default: '448mb' },
  { name: 'tls', type: 'boolean', default: false },
];
const service = { options: { databases: 32, fsync: 'always', memory: '448mb', tls: false } };

it('asks only for what differs from now, and for a default by taking the option out', () => {
  expect(formChange(options, service, { databases: '16', fsync: 'always', memory: '1gb', tls: 'true' })).toEqual({ options: { databases: null, memory: '1gb', tls: true }, problems: {} });
});
it('refuses what the type refuses, by option, and asks for nothing of it', () => {
  expect(formChange(options, service, { databases: '2000', fsync: 'sometimes', memory: 'much' })).toEqual({ options: {}, problems: { databases: 'At most 1024.', fsync: 'One of always, no.', memory: 'A size such as 512mb.' } });
  expect(readOption(options[0] as OptionView, '1.5')).toEqual({ problem: 'A whole number.' });
  expect(readOption(options[0] as OptionView, ' ')).toEqual({ problem: 'A number.' });
});
it('keeps a number among choices a number, and text that looks like one text', () => {
  expect(readOption({ name: 'version', type: 'number', choices: [7, 8] }, '8')).toEqual({ value: 8 });
  expect(readOption({ name: 'version', type: 'string' }, '3.10')).toEqual({ value: '3.10' });
});
it('holds a pattern over the whole text, and leaves one that it cannot read to the core', () => {
  expect(readOption({ name: 'name', type: 'string', pattern: '[a-z]+' }, 'abc1')).toHaveProperty('problem');
  expect(readOption({ name: 'name', type: 'string', pattern: '(' }, 'x')).toEqual({ value: 'x' });
});
