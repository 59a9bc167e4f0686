import { startDemo } from './support/demo-stack.ts';
import { provideDisplay } from './support/desktop.ts';

/** One demo stack and one display for the projects of a run. */
export default async function setUp(): Promise<() => Promise<void>> {
  await using stack = new AsyncDisposableStack();
  stack.use(process.env['STACKYARD_ELECTRON'] === undefined ? undefined : await provideDisplay());
  stack.defer(await startDemo());
  const opened = stack.move();
  return () => opened.disposeAsync();
}
