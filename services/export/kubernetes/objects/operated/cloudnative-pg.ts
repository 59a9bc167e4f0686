import type { ContainerService } from '../../../../topology/types.ts';
import { mebibytes } from '../../amounts.ts';
import { imageOf } from '../../image.ts';
import type { Scope } from '../../input.ts';
import { POSTGRES_CONFIG } from '../../operators/cloudnative-pg.ts';
import { operatedMembers } from '../../operators/index.ts';
import { settingsOf } from '../../operators/settings.ts';
import { resourcesOf } from '../../resources.ts';
import { dataSize } from './data-size.ts';

/** Settings that the operator writes itself, and refuses from others. */
const reserved = new Set(['hba_file', 'listen_addresses', 'logging_collector', 'port', 'unix_socket_directories']);

export function cloudNativePgSpec(scope: Scope, service: ContainerService): Readonly<Record<string, unknown>> {
  const members = operatedMembers(scope, service);
  const size = dataSize(service);
  return {
    instances: members,
    imageName: imageOf(scope, service),
    bootstrap: { initdb: { database: 'app', owner: 'app', encoding: 'UTF8', localeCollate: 'C.UTF-8', localeCType: 'C.UTF-8' } },
    postgresql: { parameters: databaseParameters(service) },
    // The Job that declares databases and users does it as this user, who may do so on the developer's machine.
    ...(scope.calls[service.name] === undefined ? {} : { managed: { roles: [{ name: 'app', ensure: 'present', login: true, superuser: true }] } }),
    // With one instance a budget would let no node be drained.
    enablePDB: members > 1,
    resources: resourcesOf(service),
    ...(service.shmBytes === undefined ? {} : { ephemeralVolumesSizeLimit: { shm: mebibytes(service.shmBytes) } }),
    storage: { size },
  };
}

/** Those of the stack's own config file, without the quotes that only the file needs. */
export function databaseParameters(service: ContainerService): Readonly<Record<string, string>> {
  return Object.fromEntries(settingsOf(service, POSTGRES_CONFIG).filter(([key]) => !reserved.has(key)).map(([key, value]) => [key, value.replace(/^'(.*)'$/, '$1')]));
}
