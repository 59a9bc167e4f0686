/** `12,345` */
export const formatCount = (count: number): string => Math.round(count).toString().replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** `1 service`, `12,345 services` */
export const formatAmount = (count: number, word: string): string => `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;

const byteUnits: readonly string[] = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `812 B`, `1.2 MB`; powers of 1000. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${byteUnits[unit] ?? ''}`;
}

/** `0/s`, `0.4/s`, `12/s`, `1,234/s` */
export function formatPerSecond(rate: number): string {
  if (rate > 0 && rate < 0.1) return '<0.1/s';
  return `${rate > 0 && rate < 9.95 ? rate.toFixed(1) : formatCount(rate)}/s`;
}

/** `0.4 %`, `12 %` */
export const formatPercent = (percent: number): string => `${percent.toFixed(percent < 9.95 ? 1 : 0)} %`;

/** Ticks of one axis have one unit and one number of decimals. */
function formatTicks(values: readonly number[], unit: { readonly size: number; readonly name: string }): readonly string[] {
  const scaled = values.map((value) => value / unit.size);
  const decimals = [0, 1, 2].find((digits) => scaled.every((value) => Math.abs(value - Number(value.toFixed(digits))) < 1e-6)) ?? 3;
  return scaled.map((value) => `${value.toFixed(decimals)} ${unit.name}`);
}

/** `0 %`, `5 %`, `10 %`; `0.0 %`, `0.5 %`, `1.0 %` */
export const formatPercentTicks = (percents: readonly number[]): readonly string[] => formatTicks(percents, { size: 1, name: '%' });

/** `0.0 MB`, `0.5 MB`, `1.0 MB`: all in the unit of the largest. */
export function formatByteTicks(bytes: readonly number[]): readonly string[] {
  const largest = Math.max(0, ...bytes);
  const power = byteUnits.findLastIndex((_unit, index) => largest >= 1000 ** index);
  return formatTicks(bytes, { size: 1000 ** Math.max(0, power), name: byteUnits[Math.max(0, power)] ?? '' });
}

/** `850 ms`, `3.2 s`, `3 m 12 s`, `2 h 5 m`, `4 d 2 h` */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 10) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} m` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `just now`, `12 s ago`, `3 m 12 s ago` */
export function formatAgo(time: number, now: number): string {
  const elapsed = Math.max(0, now - time);
  return elapsed < 2000 ? 'just now' : `${formatDuration(Math.floor(elapsed / 1000) * 1000).replace(/\.0 s/, ' s')} ago`;
}

/** `12:03:11` in the user's zone. */
export const formatClock = (time: number): string => new Date(time).toLocaleTimeString('en-GB');
