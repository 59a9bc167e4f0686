const units: Readonly<Record<string, number>> = { '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, k: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** Bytes of a Kubernetes quantity such as `128Mi`. Throws a RangeError for what is none. */
export function quantityBytes(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|k|M|G|T)?$/.exec(text) ?? [];
  const factor = units[unit];
  if (number === '' || factor === undefined) throw new RangeError(`"${text}" is no amount such as 128Mi`);
  return Number(number) * factor;
}

/** In Mi, rounded up; `1Gi` where it is whole. */
export function mebibytes(bytes: number): string {
  const whole = Math.max(1, Math.ceil(bytes / 2 ** 20));
  return whole % 1024 === 0 ? `${whole / 1024}Gi` : `${whole}Mi`;
}

/** Thousandths of a processor: `250m` and `0.25` are 250. */
export function millicores(text: string): number {
  return text.endsWith('m') ? Number(text.slice(0, -1)) : Math.round(Number(text) * 1000);
}

export function processors(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
