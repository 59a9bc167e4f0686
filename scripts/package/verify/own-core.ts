import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions, extractAll } from '@electron/asar';
import type { ElectronApplication } from '@playwright/test';
import { StackyardError } from '../../../services/contract/errors.ts';
import { connectWebSocket } from '../../../services/contract/connect/web-socket.ts';
import { dialUnixSocket } from '../../../services/shells/connect/unix-socket.ts';
import { fitApp } from '../../setup/verification/fit-app.ts';
import type { OrdinaryUser } from './ordinary-user.ts';

/** Packs the installed archive anew, with a core and a native library that the prepared Electron can run (fit-app.ts). What stands beside it stays. */
export async function fitInstalledApp(resources: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stackyard-fit-'));
  try {
    const archive = join(resources, 'app.asar');
    extractAll(archive, folder);
    await fitApp(folder);
    for (const path of [archive, `${archive}.unpacked`]) rmSync(path, { recursive: true });
    await createPackageWithOptions(folder, archive, { unpack: '*.node' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process of the core that answers, which is the app's utility process. @throws StackyardError INTERNAL where it is another one. */
export async function expectOwnCore(app: ElectronApplication, user: OrdinaryUser): Promise<number> {
  const { client, socket } = connectWebSocket({ dial: () => dialUnixSocket(join(user.home, '.local', 'state', 'stackyard', 'core.sock')) });
  try {
    const { pid } = await client.core.info({});
    const processes = await app.evaluate(({ app: main }) => main.getAppMetrics().map((metric) => ({ pid: metric.pid, name: metric.name })));
    if (!processes.some((found) => found.pid === pid && found.name === 'Stackyard core')) throw new StackyardError('INTERNAL', `Process ${pid} answers as the core, and is none of the app's: ${JSON.stringify(processes)}`);
    return pid;
  } finally {
    socket.close();
  }
}
