import { runDemo } from './setup/demo.ts';

process.exitCode = await runDemo('seed.ts', process.argv.slice(2));
