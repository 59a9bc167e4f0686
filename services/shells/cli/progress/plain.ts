import type { Progress } from '../../../contract/results.ts';
import { displayLines } from '../terminal/display-text.ts';
import type { Output } from '../terminal/output.ts';
import { formatSeconds } from '../terminal/quantities.ts';
import type { ProgressDisplay } from './display.ts';
import { stepWords } from './words.ts';

type StepItem = Extract<Progress, { type: 'step' }>;

function stepLine({ step, phase, message, seconds }: StepItem): string | undefined {
  if (phase === 'started') return undefined;
  if (phase === 'skipped') return step.service === undefined ? undefined : `${step.service}: left out, from ${stepWords[step.kind].doing} on${message === undefined ? '' : `, because ${message}`}`;
  const words = stepWords[step.kind];
  const what = phase === 'done' ? words.done : `${words.doing} ${phase}`;
  const target = step.target === step.service || step.kind === 'wait-ready' ? '' : ` ${step.target}`;
  const time = seconds === undefined ? '' : ` in ${formatSeconds(seconds)}`;
  const why = phase === 'done' ? '' : `: ${message ?? step.cause}`;
  return `${step.service === undefined ? '' : `${step.service}: `}${what}${target}${time}${why}`;
}

/** One line for each thing that ended: for logs, pipes and CI. */
export function plainDisplay(output: Output): ProgressDisplay {
  const states = new Map<string, string>();
  const phases = new Map<string, string>();
  const leftOut = new Set<string>();
  const lineOf = (item: Progress): string | undefined => {
    switch (item.type) {
      case 'plan':
        return undefined;
      case 'step':
        if (item.step.kind === 'wait-ready' && item.phase === 'done' && item.step.service !== undefined) {
          if (states.get(item.step.service) === 'ready') return undefined;
          states.set(item.step.service, 'ready');
        }
        if (item.phase === 'skipped') {
          // One line for each service: what comes after its first step that was left out was left out as well.
          const name = item.step.service ?? '';
          if (leftOut.has(name)) return undefined;
          leftOut.add(name);
        }
        return stepLine(item);
      case 'image': {
        // Layers and percentages would be thousands of lines.
        if (item.layer !== undefined || phases.get(item.image) === item.phase) return undefined;
        phases.set(item.image, item.phase);
        return `${item.image}: ${item.phase}`;
      }
      case 'service': {
        const passing = item.state === 'waiting' || item.state === 'starting' || item.state === 'stopping';
        const said = item.cause === undefined ? item.state : `${item.state}: ${item.cause}`;
        if (states.get(item.service) === said) return undefined;
        states.set(item.service, said);
        return passing ? undefined : `${item.service}: ${said}`;
      }
      case 'note':
        return item.message;
    }
  };
  return {
    async show(item) {
      const line = lineOf(item);
      // A note may have lines of its own.
      for (const each of line === undefined ? [] : displayLines(line)) await output.line(each);
    },
    async [Symbol.asyncDispose]() {},
  };
}
