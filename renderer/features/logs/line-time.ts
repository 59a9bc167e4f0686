/** ISO 8601 with up to nine digits of a second → milliseconds since 1970 with a fraction; NaN for what is no time. */
export function parseLineTime(time: string): number {
  const point = time.indexOf('.', 19);
  if (point < 0) return Date.parse(time);
  let end = point + 1;
  while (end < time.length && time.charCodeAt(end) >= 48 && time.charCodeAt(end) <= 57) end += 1;
  const whole = Date.parse(time.slice(0, point) + time.slice(end));
  return whole + Number(`0.${time.slice(point + 1, end)}`) * 1000;
}
