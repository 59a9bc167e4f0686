import type { ResourceCalls } from '../../contract/resource-calls.ts';
import type { ContainerService } from '../../topology/types.ts';
import type { Scope } from './input.ts';
import { constantCase } from './names.ts';

/** Files of the ConfigMap that says what is declared in a service; empty where nothing is. */
export function resourceFiles(scope: Scope, service: ContainerService): Readonly<Record<string, string>> {
  const calls = scope.calls[service.name];
  if (calls === undefined) return {};
  const port = service.ports[calls.port]?.container ?? 0;
  return calls.by === 'psql' ? { 'declare.sh': psqlScript(service.name, port, calls) } : { 'resources.json': `${JSON.stringify(httpPlan(service, port, calls), null, 2)}\n` };
}

function httpPlan({ name, options, secrets }: ContainerService, port: number, { sign, calls }: Extract<ResourceCalls, { readonly by: 'http' }>): unknown {
  const file = (key: string): string => `/stackyard/secrets/${name}/${constantCase(key)}`;
  const first = Object.keys(secrets)[0] ?? '';
  const signing = sign === 'none' ? {} : sign === 'basic' ? { by: 'basic', user: 'app', file: file(first) } : { by: 's3', region: typeof options['region'] === 'string' ? options['region'] : 'us-east-1', idFile: file('accessKey'), file: file('secretKey') };
  return { service: name, address: `http://${name}:${port}`, ...(sign === 'none' ? {} : { sign: signing }), secrets: `/stackyard/secrets/${name}`, calls };
}

/** Quotes for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

function psqlScript(name: string, port: number, { statements }: Extract<ResourceCalls, { readonly by: 'psql' }>): string {
  const run = statements.flatMap(({ what, database, sql, seen, secrets = {} }) => {
    // Read by psql itself: an argument would be seen by every process of the pod.
    const words = Object.entries(secrets).map(([word, { secretKey }]) => quoted(`\\set ${word} \`cat /stackyard/secrets/${name}/${secretKey}\``));
    const change = `printf '%s\\n' ${[...words, quoted(sql)].join(' ')} | ask ${quoted(database)}`;
    if (seen === undefined) return [change, `echo ${quoted(`${what}: done`)}`];
    return [`if [ -n "$(printf '%s\\n' ${quoted(seen)} | ask ${quoted(database)})" ]; then echo ${quoted(`${what}: is there`)}; else`, `  ${change}`, `  echo ${quoted(`${what}: made`)}`, 'fi'];
  });
  return [
    'set -eu',
    // A Secret need not end with a newline, which read tells as a failure.
    `IFS= read -r PGPASSWORD < ${quoted(`/stackyard/secrets/${name}/PASSWORD`)} || [ -n "$PGPASSWORD" ]`,
    'export PGPASSWORD',
    `ask() { psql -X -q -A -t -v ON_ERROR_STOP=1 -h ${name} -p ${port} -U app -d "$1" -f -; }`,
    `until pg_isready -q -h ${name} -p ${port} -U app; do echo ${quoted(`waiting for ${name}:${port}`)}; sleep 2; done`,
    ...run,
    '',
  ].join('\n');
}
