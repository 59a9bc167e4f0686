import type { ImageView } from '../../../contract/results.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { showProgress } from '../progress/show-progress.ts';
import { formatBytes, formatSeconds } from '../terminal/quantities.ts';
import { renderTable } from '../terminal/table.ts';

const sources: Readonly<Record<ImageView['source'], string>> = { present: 'present', offline: 'built here, from package registries', build: 'built from your folder', missing: 'not there yet' };

export async function listImages(context: CommandContext): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const images = await core.images({ file, signal: context.signal });
  if (context.json) return printDocument(context, { images });
  const rows = images.map(({ service, wanted, used, source, sizeBytes }) => [
    service,
    wanted,
    used === undefined || used === wanted ? '' : used,
    source === 'missing' ? { text: sources[source], colour: 'yellow' as const } : sources[source],
    sizeBytes === undefined ? '' : formatBytes(sizeBytes),
  ]);
  for (const line of renderTable({ head: ['SERVICE', 'IMAGE', 'USED', 'SOURCE', 'SIZE'], rows, paint: context.stdout.paint })) await context.stdout.line(line);
}

export async function provideImages(context: CommandContext, services: readonly string[], how: { readonly pull: boolean } | { readonly rebuild: boolean }): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const { seconds } = await showProgress(context, core.provideImages({ file, services, signal: context.signal, ...how }));
  if (!context.json && !context.signal.aborted) await context.stdout.line(`Every image is there (${formatSeconds(seconds)}).`);
}
