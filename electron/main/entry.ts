import { join } from 'node:path';
import { app } from 'electron';
import { programAsked } from '../../services/store/own-programs.ts';
import { complain } from './complain.ts';

// The packaged app is also the program that its core and its keepers are: it is started again and told what to be.
const asked = programAsked(process.argv);
if (asked === undefined) {
  await import('./main.ts');
} else if (asked.name === 'core' || asked.name === 'keeper') {
  app.dock?.hide();
  const file = join(import.meta.dirname, `${asked.name}.js`);
  process.argv = [process.execPath, file, ...asked.words];
  await import(file);
} else {
  complain(`there is no program ${asked.name}.`);
  app.exit(2);
}
