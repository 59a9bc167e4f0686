import { exchangeHttp } from '../http-exchange.ts';
import type { Kind } from '../kind.ts';
import { renderEnvoy } from './render.ts';
import { envoyTraffic } from './traffic.ts';

export const envoyKind: Kind = {
  id: 'envoy',
  question: 'GET /readyz',
  capabilities: ['traffic'],
  resources: {},
  traffic: envoyTraffic,
  render: { config: renderEnvoy },
  async probe(reach) {
    const { status, text } = await exchangeHttp({ ...reach.address('health'), path: '/readyz', signal: reach.signal });
    if (status !== 200) throw new Error(`Envoy is ${text.trim().slice(0, 100) || `not ready: /readyz answered ${status}`}`);
  },
};
