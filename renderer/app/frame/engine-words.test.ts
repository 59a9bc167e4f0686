import { expect, it } from 'vitest';
import type { EngineView } from '../../../services/contract/views/engine-view.ts';
import { engineWords } from './engine-words.ts';

const connected = (version: string): EngineView => ({ state: 'connected', version, address: '/var/run/docker.sock', source: 'the default', apiVersion: '1.41' });

it('says the release, and the whole version only on hover', () => {
  expect(engineWords(connected('20.10.24+dfsg1'))).toMatchObject({ short: 'Engine 20.10.24', long: expect.stringContaining('20.10.24+dfsg1') as string });
  expect(engineWords(connected('28.0.1-rd')).short).toBe('Engine 28.0.1');
});
it('leaves a version that begins otherwise as it is', () => {
  expect(engineWords(connected('dev')).short).toBe('Engine dev');
});
