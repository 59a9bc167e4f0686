/** Runs one step, and prints how it went. */
export type Step = <T>(what: string, work: () => Promise<T> | T, detail?: (result: T) => string) => Promise<T>;

/** Steps numbered as they come; what fails says so and throws on. */
export function steps(print: (line: string) => void): Step {
  let number = 0;
  return async (what, work, detail) => {
    number += 1;
    const started = performance.now();
    const head = `${String(number).padStart(2)}. ${what}`;
    try {
      const result = await work();
      const more = detail?.(result);
      print(`ok     ${head}${more === undefined ? '' : `: ${more}`} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      return result;
    } catch (error) {
      print(`FAILED ${head}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  };
}
