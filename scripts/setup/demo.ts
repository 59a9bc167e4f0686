import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openCore } from '../../services/core/index.ts';
import { demoFile, projectRoot } from './stackyard.ts';

/** Runs a program of the demo with the host's wiring on its standard input, so that no secret stands in argv. */
export async function runDemo(program: 'seed.ts' | 'verify.ts', args: readonly string[]): Promise<number> {
  await using core = await openCore({ environment: process.env, resourcesDirectory: projectRoot });
  const wiring = await core.env({ file: demoFile, context: 'host' });
  const { services } = await core.status({ file: demoFile });
  const http = services.find((service) => service.name === 'edge')?.ports.find((port) => port.name === 'http');
  const edge = http?.hostPort === undefined ? [] : ['--edge', `http://${http.host}:${http.hostPort}`];
  const child = spawn(process.execPath, [join(projectRoot, 'resources/demo', program), '--env', '-', ...edge, ...args], { stdio: ['pipe', 'inherit', 'inherit'] });
  child.stdin.end(JSON.stringify(wiring));
  return new Promise((resolve, reject) => child.once('error', reject).once('exit', (code) => resolve(code ?? 1)));
}
