import { request } from 'node:http';

/** The engine's socket, for looking on from outside: never through the client that is measured. */
export const engineSocket = (process.env['DOCKER_HOST'] ?? '').replace(/^unix:\/\//, '') || '/var/run/docker.sock';

/** Rejects on anything but 2xx; `undefined` for an answer without a body. */
export async function askEngine(method: 'GET' | 'DELETE', path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: engineSocket, method, path, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.once('error', reject).once('end', () => {
        if ((answer.statusCode ?? 500) >= 300) reject(new Error(`${method} ${path} answers ${answer.statusCode}: ${text}`));
        else resolve(text === '' ? undefined : JSON.parse(text));
      });
    });
    asked.once('error', reject).end();
  });
}

interface ListedContainer {
  readonly Mounts: readonly { readonly Type: string; readonly Name?: string }[];
}

/** Volumes that an image declares and nobody named: they outlive their container. */
export async function anonymousVolumes(filters: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> {
  const listed = (await askEngine('GET', `/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify(filters))}`)) as readonly ListedContainer[];
  return listed.flatMap(({ Mounts }) => Mounts.flatMap(({ Type, Name }) => (Type === 'volume' && Name !== undefined && /^[0-9a-f]{64}$/.test(Name) ? [Name] : [])));
}

export async function removeVolumes(names: Iterable<string>): Promise<void> {
  for (const name of names) await askEngine('DELETE', `/volumes/${name}`);
}

export async function engineVersion(): Promise<string> {
  const { Version, ApiVersion } = (await askEngine('GET', '/version')) as { readonly Version: string; readonly ApiVersion: string };
  return `${Version} (API ${ApiVersion})`;
}
