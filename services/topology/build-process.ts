import type { CommonParts } from './build-common.ts';
import { reportAt, type Offer, type StackSource } from './draft.ts';
import type { ProcessService } from './types.ts';
import { parseDuration } from './units.ts';

/** A process on the host, in the stack's folder or in `working_dir`. */
export async function buildProcess({ offer, common }: { readonly offer: Offer; readonly common: CommonParts }, stack: StackSource): Promise<ProcessService> {
  const { input, name, scale, ports } = offer;
  const workingDirectory = stack.reader.resolve(stack.directory, input.working_dir ?? '.');
  if ((await stack.reader.kindOf(workingDirectory)) !== 'directory') reportAt(stack, ['services', name, 'working_dir'], { message: `The folder "${input.working_dir ?? '.'}" is not there.`, hint: `Expected at ${workingDirectory}.` });
  if (scale > 1 && Object.keys(ports).length > 0) reportAt(stack, ['services', name, 'scale'], { message: `${scale} processes of ${name} cannot listen on the same port.`, hint: 'Write scale: 1, or run it in containers.' });
  return {
    ...common,
    type: 'process',
    run: input.run ?? '',
    workingDirectory,
    ...(input.stop_signal === undefined ? {} : { stopSignal: input.stop_signal }),
    stopGraceSeconds: parseDuration(input.stop_grace_period ?? '') ?? 10,
  };
}
