import { request } from 'node:http';

/** The global `fetch` would take longer to load than a whole `status` may. */
export interface HttpProbe {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly signal: AbortSignal;
}

/** Resolves on any answer below 400, its head is enough; rejects with the status or the failure's words. */
export async function probeHttp({ host, port, path, signal }: HttpProbe): Promise<void> {
  const status = await new Promise<number>((resolve, reject) => {
    // A connection of its own: a kept one would outlive a restarted container.
    const asked = request({ host, port, path, agent: false, signal }, (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    asked.on('error', (error) => reject(signal.aborted ? error : new Error(words(error), { cause: error })));
    asked.end();
  });
  if (status >= 400) throw new Error(`http://${host}:${port}${path} answers ${status}`);
}

function words(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return 'nothing listens yet';
  if (code === 'ECONNRESET') return 'the connection was closed before an answer came';
  return error.message === '' ? code : error.message;
}
