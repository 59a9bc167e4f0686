// Prints the folder of an Electron for verification (never to be shipped), which it makes where it is not there yet.
import { StackyardError } from '../services/contract/errors.ts';
import { prepareElectron } from './setup/electron.ts';

try {
  console.log(await prepareElectron());
} catch (error) {
  if (!(error instanceof StackyardError)) throw error;
  console.error(`${error.message}\n${error.hint ?? ''}`);
  process.exitCode = 1;
}
