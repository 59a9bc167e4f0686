import { interleave } from '../measure/interleave.ts';
import { series, single } from '../report/figure.ts';
import { summarise } from '../report/statistics.ts';
import { runCommand } from '../measure/command.ts';
import type { Part } from './part.ts';
import { nodeItself } from './status.ts';

export const nothingToDoPart: Part = {
  id: 'nothing-to-do',
  title: 'up of a stack that runs already, whole process',
  async run({ stack, compose, say }) {
    const [{ command }, project] = [await stack(), await compose()];
    say('up with nothing to do …');
    await runCommand(project.up);
    const times = await interleave({ stackyard: command('up'), compose: project.up, node: nodeItself }, { runs: 15 });
    await project.down();
    const ratio = summarise(times.stackyard).median / summarise(times.compose).median;
    return [
      series('up, nothing to do', 'ms', times.stackyard, { bound: { atMost: 400 } }),
      series('up, nothing to do: docker compose', 'ms', times.compose),
      single('up, nothing to do: part of compose', '×', ratio, { bound: { atMost: 0.4 } }),
      series('up, nothing to do: Node itself', 'ms', times.node),
    ];
  },
};
