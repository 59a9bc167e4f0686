import { homedir } from 'node:os';
import type { DoctorCheck } from '../../contract/results.ts';
import type { EngineView } from '../../contract/views/engine-view.ts';
import type { CoreHost } from '../router/host.ts';
import { engineView } from '../stacks/engine-view.ts';
import { installation } from './installation.ts';

/** Names and passwords in an address, and the user's own folder, are nobody's business. */
export function withoutPersonal(text: string, home: string): string {
  const unnamed = home === '' || home === '/' ? text : text.replaceAll(home, '~');
  return unnamed.replaceAll(/\/\/[^/\s@]*@/g, '//…@');
}

function engineLine(engine: EngineView): string {
  switch (engine.state) {
    case 'connecting':
      return 'being asked';
    case 'connected':
      return `${engine.version}, API ${engine.apiVersion}, ${engine.address} (${engine.source})`;
    case 'lost':
      return `does not answer since ${engine.since}: ${engine.reason}`;
  }
}

const checkLine = ({ outcome, title, found }: DoctorCheck): string => `${outcome.padEnd(8)} ${title}: ${found}`;

/** Text for a report of a problem. Of stacks it only counts: what they are called and hold stays here. */
export async function report(host: Pick<CoreHost, 'session' | 'version' | 'supervisor' | 'core' | 'startedAt'>, signal: AbortSignal): Promise<string> {
  const { version, node, platform, stateDirectory, directoryMode, secrets, databaseBytes, notices } = await installation(host);
  const settings = await host.session.settings();
  const states = host.supervisor.snapshots().flatMap(({ status }) => status.services.map(({ state }) => state));
  const counts = [...new Set(states)].map((state) => `${states.filter((each) => each === state).length} ${state}`);
  const checks: string[] = [];
  for await (const check of host.core.doctor({ signal })) checks.push(checkLine(check));
  const lines = [
    `Stackyard ${version}, Node ${node}, ${platform}`,
    `Core since ${host.startedAt}`,
    `Engine ${engineLine(engineView(host.supervisor.engine))}`,
    `State ${stateDirectory}${directoryMode === undefined ? '' : `, mode ${directoryMode}`}; ${secrets.files} files of secrets, ${secrets.exposed.length} of them open to others; database ${databaseBytes} bytes`,
    `Stacks ${host.supervisor.snapshots().length} followed; services: ${counts.length === 0 ? 'none' : counts.join(', ')}`,
    `Settings ${JSON.stringify(settings.current)}`,
    ...notices.map((notice) => `Notice ${notice}`),
    '',
    ...checks,
  ];
  return `${withoutPersonal(host.session.redactor.redact(lines.join('\n')), host.session.environment['HOME'] ?? homedir())}\n`;
}
