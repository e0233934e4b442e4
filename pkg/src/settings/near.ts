// The name that was probably meant, as the native command suggests it.

/** Names that are less alike are not suggested. */
const ALIKE = 0.7;

/** Returns the name of `names` that is most like `wrong`, if one is. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let most = ALIKE - 0.1;
  for (const name of names) {
    const isBegun = wrong.length > 2 && (name.startsWith(wrong) || wrong.startsWith(name));
    const likeness = 1 - distance(wrong, name) / Math.max(wrong.length, name.length, 1);
    const alike = isBegun ? Math.max(likeness, ALIKE) : likeness;
    if (alike < most) continue;
    best = name;
    most = alike;
  }
  return best;
}

/** Returns the number of letters to change, add, drop or swap. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const changed = cell(rows, i - 1, j - 1) + (isSame ? 0 : 1);
      const least = Math.min(cell(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, changed);
      const isSwapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(isSwapped ? Math.min(least, cell(rows, i - 2, j - 2) + 1) : least);
    }
    rows.push(row);
  }
  return cell(rows, one.length, other.length);
}

function cell(rows: number[][], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
