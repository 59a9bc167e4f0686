/** A function of a whole stack that is computed once for each: what every service asks must not cost the square of them. */
export function once<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}

/** The same for each service of a stack: files and variables of one are asked for by its objects, its waivers and its report. */
export function onceForEach<Key extends object, Item extends object, Value>(compute: (key: Key, item: Item) => Value): (key: Key, item: Item) => Value {
  const ofKey = once((key: Key) => once((item: Item) => compute(key, item)));
  return (key, item) => ofKey(key)(item);
}
