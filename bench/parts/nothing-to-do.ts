import { interleave } from '../measure/interleave.ts';
import { series } from '../report/figure.ts';
import { summarise } from '../report/statistics.ts';
import { runCommand } from '../measure/command.ts';
import type { Part } from './part.ts';
import { nodeItself } from './status.ts';

export const nothingToDoPart: Part = {
  id: 'nothing-to-do',
  title: 'up of a stack that runs already, whole process',
  async run({ stack, compose, say }) {
    const [own, project] = [await stack(), await compose()];
    say('up with nothing to do …');
    await runCommand(project.up);
    const times = await interleave({ stackyard: own.command('up'), compose: project.up, node: nodeItself }, { runs: 15 });
    await project.down();
    const ratio = summarise(times.stackyard).median / summarise(times.compose).median;
    return [
      series({ name: 'up, nothing to do', unit: 'ms', samples: times.stackyard, bound: { atMost: 400 } }),
      series({ name: 'up, nothing to do: docker compose', unit: 'ms', samples: times.compose }),
      { name: 'up, nothing to do: part of compose', unit: '×', value: ratio, bound: { atMost: 0.4 } },
      series({ name: 'up, nothing to do: Node itself', unit: 'ms', samples: times.node }),
    ];
  },
};
