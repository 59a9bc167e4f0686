import { expect, test } from 'vitest';
import { settingsChangeSchema } from '../../../services/contract/views/settings-view.ts';
import { daysOf } from './days.ts';

test.each(['1', '30', ' 3650 ', '0', '-1', '3651', '1.5', '', ' ', '1e2', 'Infinity', '0x10', 'many'])('the form takes %j where the core does', (text) => {
  const days = daysOf(text);
  const taken = text.trim() !== '' && settingsChangeSchema.safeParse({ eventDays: Number(text) }).success;
  expect(typeof days === 'number').toBe(taken);
});
