// Figures carry the names of the course's colours; a drawing takes their values from the theme in force.

const NAME = /^var\((--pbp-[\w-]+)\)$/;

/**
 * A copy of `value` in which each string "var(--pbp-…)" is replaced by what `lookup` says.
 * @template T @param {T} value @param {(name: string) => string} lookup @returns {T}
 */
export function withColours(value, lookup) {
  if (typeof value === "string") {
    const name = value.match(NAME)?.[1];
    return /** @type {T} */ (name ? lookup(name) : value);
  }
  if (Array.isArray(value)) return /** @type {T} */ (value.map((part) => withColours(part, lookup)));
  if (value && typeof value === "object") {
    return /** @type {T} */ (Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, withColours(part, lookup)]),
    ));
  }
  return value;
}
