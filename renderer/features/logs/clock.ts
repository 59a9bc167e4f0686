const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** `12:03:11.482`, in the user's zone or in UTC; a dash for a line without a time. */
export function clockOf(time: number, isUtc: boolean): string {
  if (Number.isNaN(time)) return '–';
  const date = new Date(time);
  const [hours, minutes, seconds] = isUtc ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()] : [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${pad(hours)}:${pad(minutes)}:${pad(seconds)}.${pad(Math.floor(date.getMilliseconds()), 3)}`;
}
