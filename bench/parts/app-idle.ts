import { watchUsage } from '../measure/watch-usage.ts';
import { openApp } from '../app/open-app.ts';
import { series } from '../report/figure.ts';
import type { Part } from './part.ts';

export const appIdlePart: Part = {
  id: 'app-idle',
  title: 'core and server of browser mode, no window open, ten services, nothing happens',
  async run({ stack, say }) {
    await using app = await openApp(await stack());
    say('the app at rest …');
    const { shares, resident } = await watchUsage([app.processes.core, app.processes.server]);
    return [
      series({ name: 'app at rest: memory (RSS), core and server', unit: 'MB', samples: resident, bound: { atMost: 150 }, note: 'pages of the program, which both share, once' }),
      series({ name: 'app at rest: processor, core and server', unit: '% of a core', samples: shares, bound: { atMost: 1 } }),
    ];
  },
};
