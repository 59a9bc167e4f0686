import { request } from 'node:http';

const socketPath = (process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');

export interface DockerCall {
  readonly body?: unknown;
  /** Statuses that are fine beside 2xx. */
  readonly allow?: readonly number[];
}

/** One plain call to the engine's HTTP API: these tests must not stand on the code that they help to judge. */
export async function docker(method: string, path: string, { body, allow = [] }: DockerCall = {}): Promise<Record<string, unknown>> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path: `/v1.41${path}`, timeout: 60_000, headers: payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const status = incoming.statusCode ?? 0;
        if (status >= 400 && !allow.includes(status)) return reject(new Error(`${method} ${path}: ${status} ${text}`));
        return resolve(text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

interface Inspection {
  readonly State: { readonly Status: string; readonly ExitCode: number; readonly OOMKilled: boolean };
  readonly NetworkSettings: { readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>> };
}

export async function inspect(container: string): Promise<Inspection> {
  return (await docker('GET', `/containers/${container}/json`)) as unknown as Inspection;
}

/** Both streams as lines for people and patterns: what of a frame's header is no text is dropped. */
export async function logs(container: string): Promise<string> {
  const { text } = await docker('GET', `/containers/${container}/logs?stdout=1&stderr=1&tail=60`);
  return String(text).replaceAll(/[^\n\t\u0020-\uffff]/g, '');
}
