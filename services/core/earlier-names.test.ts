import { expect, it } from 'vitest';
import { joined } from './earlier-names.ts';

it('tells the containers and the host processes of one earlier name together', () => {
  expect(joined([{ name: 'store', services: ['api', 'cache'], running: ['cache'] }, { name: 'kiosk', services: [], running: [] }, { name: 'store', services: ['web'], running: ['web'] }])).toEqual([
    { name: 'kiosk', services: [], running: [] },
    { name: 'store', services: ['api', 'cache', 'web'], running: ['cache', 'web'] },
  ]);
});
