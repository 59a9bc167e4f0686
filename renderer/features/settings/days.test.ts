import { expect, test } from 'vitest';
import { settingsChangeSchema } from '../../../services/contract/views/settings-view.ts';
import { daysOf } from './days.ts';

test.each(['1', '30', ' 3650 ', '0', '-1', '3651', '1.5', '', ' ', 'Infinity', 'many'])('the form takes %j where the core does', (text) => {
  const days = daysOf(text);
  const taken = text.trim() !== '' && settingsChangeSchema.safeParse({ eventDays: Number(text) }).success;
  expect(typeof days === 'number').toBe(taken);
});

test.each(['1e3', '0x10', '1_000', '١٠'])('%j is no number of days that a person means', (text) => expect(daysOf(text)).toBe('A whole number of days.'));
