/** Pixels. */
const narrowest = 170;
const widest = 320;
/** Icon, gaps and padding beside the name. */
const around = 46;
/** Of a letter in the weight of names, on average and a little more. */
const letter = 7.4;

/** As wide as the longest name asks for, within bounds: what is longer still gets an ellipsis. */
export const nameColumnWidth = (names: readonly string[]): number => Math.min(widest, Math.max(narrowest, ...names.map((name) => Math.ceil(around + name.length * letter))));
