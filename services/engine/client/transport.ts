import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { inspect } from 'node:util';
import type { Endpoint, EndpointTls } from './endpoint.ts';

/**
 * Opens one connection per request. Connections are not kept: one that died while idle would fail the next create or start,
 * which cannot be sent twice. Every transport goes through here, so docker-modem never sees a host, a key or its own ssh client
 * (whose errors end the process: dockerode #764).
 */
export class EndpointAgent extends Agent {
  readonly #open: () => Duplex;

  constructor(endpoint: Endpoint) {
    super({ keepAlive: false });
    this.#open = opener(endpoint);
  }

  override createConnection(): Duplex {
    return this.#open();
  }

  /** docker-modem's debug output inspects all options of a request. */
  [inspect.custom](): string {
    return 'EndpointAgent';
  }
}

function opener(endpoint: Endpoint): () => Duplex {
  switch (endpoint.kind) {
    case 'socket':
      return () => connectSocket({ path: endpoint.path });
    case 'tcp': {
      const { host, port } = endpoint;
      if (endpoint.tls === undefined) return () => connectSocket({ host, port, keepAlive: true, keepAliveInitialDelay: 10_000 });
      const material = readTls(endpoint.tls);
      return () => connectTls({ host, port, ...material }).setKeepAlive(true, 10_000);
    }
    case 'ssh':
      return () => openSsh(endpoint);
  }
}

function readTls(tls: EndpointTls): { ca?: Buffer; cert?: Buffer; key?: Buffer; rejectUnauthorized: boolean } {
  return {
    rejectUnauthorized: tls.verify,
    ...(tls.ca === undefined ? {} : { ca: readFileSync(tls.ca) }),
    ...(tls.certificate === undefined ? {} : { cert: readFileSync(tls.certificate) }),
    ...(tls.key === undefined ? {} : { key: readFileSync(tls.key) }),
  };
}

/** As the docker command does it: the user's own ssh, with its config, agent and known hosts. */
function openSsh(endpoint: Extract<Endpoint, { kind: 'ssh' }>): Duplex {
  const login = [...(endpoint.user === undefined ? [] : ['-l', endpoint.user]), ...(endpoint.port === undefined ? [] : ['-p', String(endpoint.port)])];
  const child = spawn('ssh', ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=5', '-T', ...login, '--', endpoint.host, 'docker', 'system', 'dial-stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const duplex = new Duplex({
    read: () => void child.stdout.resume(),
    // A failed write means that ssh ended; why, its exit tells.
    write: (chunk, _encoding, callback) => void child.stdin.write(chunk, () => callback()),
    final: (callback) => void child.stdin.end(() => callback()),
    destroy: (error, callback) => {
      child.kill();
      callback(error);
    },
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-500);
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!duplex.push(chunk)) child.stdout.pause();
  });
  child.stdin.on('error', (error) => {
    complaint ||= error.message;
  });
  child.on('error', (error) => duplex.destroy(new Error(`ssh cannot be started: ${error.message}`)));
  child.on('close', (exitCode) => {
    if (exitCode === 0) duplex.push(null);
    else duplex.destroy(new Error(`ssh: ${complaint.trim().replaceAll(/\s+/gu, ' ') || `exit ${exitCode ?? 'by signal'}`}`));
  });
  return duplex;
}
