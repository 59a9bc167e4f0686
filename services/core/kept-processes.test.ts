import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { containerOf, processOf, topologyOf } from '../engine/plan/plan.test-support.ts';
import { keptProcesses, ownWanted } from './kept-processes.ts';
import { noteOrigin } from './processes/index.ts';

const topology = topologyOf([containerOf('cache'), processOf('web')]);
const wanted = new Map([['cache', true], ['web', true]]);

it('what is to be kept up is this stack\'s, but for what another file of the name has', () => {
  const own = (elsewhere: string | undefined, areOthers: boolean): readonly string[] => [...ownWanted(wanted, { topology, elsewhere, areOthers }).keys()];
  expect(own(undefined, false)).toEqual(['cache', 'web']);
  expect(own(undefined, true)).toEqual(['cache']);
  expect(own('/shop/other.yaml', false)).toEqual([]);
});

it('host processes are another file\'s only while that is there', async () => {
  await using scratch = await scratchDirectory();
  const session = { stateDirectory: scratch.file('state') };
  const other = scratch.file('other.yaml');
  noteOrigin(session.stateDirectory, { name: 'shop', file: other });
  expect(await keptProcesses(session, topology)).toEqual({ kept: [], areOthers: false });
  writeFileSync(other, 'name: shop\n');
  expect(await keptProcesses(session, topology)).toEqual({ kept: [], areOthers: true });
  expect(await keptProcesses(session, { ...topology, file: other })).toEqual({ kept: [], areOthers: false });
});
