import { app } from 'electron';
import { programAsked } from '../../services/store/own-programs.ts';

// Top-level await up to here only: what must be done before Electron is ready is done by what is awaited.
const asked = programAsked(process.argv);
if (asked === undefined) {
  await import('./main.ts');
} else {
  const { runOwnProgram } = await import('./own-program.ts');
  await runOwnProgram(app, asked);
}
