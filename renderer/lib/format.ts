const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `12,345` */
export const formatCount = (count: number): string => whole.format(count);

/** `1 service`, `12,345 services` */
export const formatAmount = (count: number, word: string): string => `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;

/** `812 B`, `1.2 MB`; powers of 1000. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

/** `0/s`, `0.4/s`, `12/s`, `1,234/s` */
export function formatPerSecond(rate: number): string {
  if (rate > 0 && rate < 0.1) return '<0.1/s';
  return `${rate > 0 && rate < 9.95 ? rate.toFixed(1) : formatCount(rate)}/s`;
}

/** `0.4 %`, `12 %` */
export const formatPercent = (percent: number): string => `${percent.toFixed(percent < 9.95 ? 1 : 0)} %`;

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
