import { dirname, join } from 'node:path';
import { expect, test } from './support/app.ts';
import { seriousOn } from './support/axe.ts';
import { edgeAddress, runFolders, stackName } from './support/demo-stack.ts';
import { pictureFolder, shopUntil, takePicture } from './support/pictures.ts';
import { changeTheme, themes } from './support/theme.ts';

/** Every screen by its address, with what shows that it is there. */
const screens = [
  { name: 'stack', address: 'stack', sign: '9 ready' },
  { name: 'stack-table', address: 'stack?view=table', sign: '9 ready' },
  { name: 'services', address: 'services', sign: 'sessions' },
  { name: 'service', address: 'services/broker', sign: 'Ready when' },
  { name: 'service-connect', address: 'services/cache?tab=connect', sign: 'CACHE_URL' },
  { name: 'service-options', address: 'services/cache?tab=options', sign: 'maxmemory' },
  { name: 'service-files', address: 'services/edge?tab=files', sign: 'nginx.conf' },
  { name: 'logs', address: 'logs', sign: 'broker' },
  { name: 'events', address: 'events', sign: 'Why' },
  { name: 'metrics', address: 'metrics', sign: 'Processor' },
  { name: 'catalog', address: 'catalog', sign: 'RabbitMQ' },
  { name: 'editor', address: 'editor', sign: 'elasticsearch' },
  { name: 'export', address: 'export?target=kubernetes', sign: 'kustomization.yaml' },
  { name: 'export-report', address: 'export?target=kubernetes&tab=report', sign: 'Approximated' },
  { name: 'export-lint', address: 'export?target=kubernetes&tab=lint', sign: 'Waived' },
  { name: 'volumes', address: 'volumes', sign: `${stackName}.cache-data` },
  { name: 'doctor', address: 'doctor', sign: 'Docker Engine' },
  { name: 'settings', address: '/-/settings', sign: 'Node 2' },
  { name: 'open', address: '/-/open?from=templates&services=cache:redis,broker:rabbitmq,files:minio', sign: 'Starting it takes' },
] as const;

/** Of those a large picture is taken as well. */
const large: ReadonlySet<string> = new Set(['stack', 'service', 'logs']);
/** How long customers come before the first picture. */
const openingMilliseconds = 150_000;
const closing = new AbortController();
let shopping: Promise<void> | undefined;

test.beforeAll(async ({ shell }, info) => {
  if (pictureFolder === undefined || shell === 'desktop') return;
  info.setTimeout(openingMilliseconds + 60_000);
  shopping = shopUntil(closing.signal, edgeAddress);
  await Promise.race([shopping, new Promise((resolve) => setTimeout(resolve, openingMilliseconds))]);
});
test.afterAll(async () => {
  closing.abort();
  await shopping;
});

test('every screen shows what it is for, and axe finds nothing serious on it, light and dark', async ({ app, shell }) => {
  test.setTimeout(360_000);
  const { page } = app;
  const folder = pictureFolder === undefined ? '' : `&folder=${encodeURIComponent(join(dirname(runFolders().project), 'checkout'))}`;
  const found: string[] = [];
  for (const { name, address, sign } of screens) {
    await app.show(name === 'open' ? `${address}${folder}` : address);
    for (const theme of themes) {
      await changeTheme(page, theme);
      await expect(page.getByText(sign).first()).toBeVisible({ timeout: 20_000 });
      found.push(...(await seriousOn(page)).map((each) => `${name} (${theme}): ${each}`));
      if (shell === 'browser') await takePicture(page, `${name}-${theme}`, { alsoLarge: large.has(name) });
    }
  }
  expect(found).toEqual([]);
});
