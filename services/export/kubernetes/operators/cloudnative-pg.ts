import { tagOf, unusual, type Operator } from './operator.ts';

export const POSTGRES_CONFIG = '/config/postgresql.conf';

/** https://cloudnative-pg.io: one primary, and replicas that take over. */
export const cloudNativePg: Operator = {
  title: 'CloudNativePG',
  kind: 'Cluster',
  unfit: (service) => unusual(service, { config: POSTGRES_CONFIG, ports: { postgres: 5432 } }) ?? (/^\d+/.test(tagOf(service)) ? undefined : 'its image names no version of PostgreSQL'),
  image: (service) => `ghcr.io/cloudnative-pg/postgresql:${/^\d+(?:\.\d+)?/.exec(tagOf(service))?.[0] ?? ''}-standard-trixie`,
  // Its Jobs have no labels but its own.
  pods: (service) => ({ 'cnpg.io/cluster': service }),
  served: (service) => ({ 'cnpg.io/cluster': service, 'cnpg.io/instanceRole': 'primary' }),
  secret: { ending: '-app', keys: { PASSWORD: 'password' } },
  peerPorts: [5432, 8000],
  controller: { pods: { 'app.kubernetes.io/name': 'cloudnative-pg' }, ports: [5432, 8000] },
  asksApi: true,
  needs: [],
  endings: ['-rw', '-ro', '-r'],
};
