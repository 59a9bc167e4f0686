import { composeProject, type ComposeProject } from './compose/project.ts';
import { composeVersion, provideCompose } from './compose/build.ts';
import { appIdlePart } from './parts/app-idle.ts';
import { corePart } from './parts/core.ts';
import { demuxerPart } from './parts/demuxer.ts';
import { exportPart } from './parts/export.ts';
import { logsPart } from './parts/logs.ts';
import { nothingToDoPart } from './parts/nothing-to-do.ts';
import type { BenchContext, Part } from './parts/part.ts';
import { pagePart } from './parts/page.ts';
import { planPart } from './parts/plan.ts';
import { roundTripPart } from './parts/round-trip.ts';
import { statusPart } from './parts/status.ts';
import { upPart } from './parts/up.ts';
import { verdict, type Figure } from './report/figure.ts';
import { describeMachine } from './report/machine.ts';
import { table } from './report/table.ts';
import { openBenchStack, type BenchStack } from './stack/bench-stack.ts';
import { engineVersion } from './stack/engine-api.ts';

/** Those without an engine first; the stack runs from `status` on. What is at rest is measured before a flood, whose memory a process does not give back at once. */
export const parts: readonly Part[] = [demuxerPart, planPart, exportPart, statusPart, nothingToDoPart, corePart, roundTripPart, appIdlePart, pagePart, logsPart, upPart];

export interface BenchOptions {
  /** Path of a Chromium, for the parts that need one. */
  readonly chromium: () => Promise<string>;
  readonly directory: string;
  readonly parts: readonly Part[];
  readonly json: boolean;
}

function once<Value>(make: () => Promise<Value>): { (): Promise<Value>; made?: Promise<Value> } {
  const get: { (): Promise<Value>; made?: Promise<Value> } = () => (get.made ??= make());
  return get;
}

/** Runs the parts, prints machine and table (or one JSON document), and resolves with the exit code: 1 when a bound is missed. */
export async function bench(options: BenchOptions): Promise<number> {
  const say = (message: string): void => void process.stderr.write(`bench: ${message}\n`);
  const machine = describeMachine(options.directory);
  const stack = once<BenchStack>(async () => openBenchStack(say));
  const compose = once<ComposeProject>(async () => {
    const program = await provideCompose(say);
    return composeProject(program, await (await stack()).images());
  });
  const { figures, failed } = await measure(options.parts, { say, stack, compose, chromium: options.chromium });
  const versions = stack.made === undefined ? {} : { engine: await engineVersion(), ...(compose.made === undefined ? {} : { compose: composeVersion }) };
  const missed = figures.filter((figure) => verdict(figure) === 'missed');
  if (options.json) {
    console.log(JSON.stringify({ machine, versions, failed, figures: figures.map((figure) => ({ ...figure, verdict: verdict(figure) })) }, undefined, 2));
  } else {
    console.log(Object.entries({ ...machine, ...versions }).map(([name, value]) => `${name} ${value}`).join(' · '));
    console.log(table(figures));
    if (failed.length > 0) console.log(`Not measured: ${failed.join(', ')}; why stands above.`);
    console.log(missed.length === 0 ? 'All bounds that were measured hold.' : `${missed.length} of ${figures.filter((figure) => figure.bound !== undefined).length} bounds missed: ${missed.map(({ name }) => name).join(', ')}.`);
  }
  return missed.length === 0 && failed.length === 0 ? 0 : 1;
}

type Made = BenchContext & { readonly stack: { made?: Promise<BenchStack> }; readonly compose: { made?: Promise<ComposeProject> } };

/** A part that fails takes no figure of the others away. */
async function measure(selected: readonly Part[], context: Made): Promise<{ readonly figures: readonly Figure[]; readonly failed: readonly string[] }> {
  const figures: Figure[] = [];
  const failed: string[] = [];
  try {
    for (const part of selected) {
      context.say(part.title);
      try {
        figures.push(...(await part.run(context)));
      } catch (error) {
        failed.push(part.id);
        context.say(`${part.id} was not measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }
  } finally {
    for (const { made } of [context.compose, context.stack]) await (await made?.catch(() => undefined))?.[Symbol.asyncDispose]();
  }
  return { figures, failed };
}
