import { useEffect, useRef, useState } from 'react';

const tickMilliseconds = 1_000;
const windowMilliseconds = 5_000;

/** How much a value grows each second, over the last five; undefined until that can be told. */
export function useRate(value: number): number | undefined {
  const latest = useRef(value);
  const [rate, setRate] = useState<number>();
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    const samples: { readonly time: number; readonly value: number }[] = [];
    const timer = setInterval(() => {
      const now = performance.now();
      samples.push({ time: now, value: latest.current });
      while ((samples[0]?.time ?? now) < now - windowMilliseconds) samples.shift();
      const [first] = samples;
      if (first !== undefined && first.time < now) setRate(Math.max(0, ((latest.current - first.value) / (now - first.time)) * 1_000));
    }, tickMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return rate;
}
