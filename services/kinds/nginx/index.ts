import { exchangeHttp } from '../http-exchange.ts';
import type { Kind } from '../kind.ts';
import { renderNginx } from './render.ts';

export const nginxKind: Kind = {
  id: 'nginx',
  question: 'GET /livez',
  capabilities: ['traffic'],
  resources: {},
  render: { config: renderNginx },
  async probe(reach) {
    const { status } = await exchangeHttp({ ...reach.address('http'), path: '/livez', signal: reach.signal });
    if (status !== 200) throw new Error(`/livez answered ${status}`);
  },
};
