import { startDemo } from './support/demo-stack.ts';
import { provideDisplay } from './support/desktop.ts';

/** One demo stack and one display for the projects of a run. */
export default async function setUp(): Promise<() => Promise<void>> {
  const closeDisplay = process.env['STACKYARD_ELECTRON'] === undefined ? undefined : await provideDisplay();
  try {
    const endDemo = await startDemo();
    return async () => {
      await endDemo();
      await closeDisplay?.();
    };
  } catch (error) {
    await closeDisplay?.();
    throw error;
  }
}
