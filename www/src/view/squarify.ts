// Rectangles as near to squares as they can be, of areas that are given.

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A box for each of `sizes`, which are sorted, the largest first. */
export function squarify(sizes: number[], box: Box): Box[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const scale = total > 0 ? (box.width * box.height) / total : 0;
  const areas = sizes.map((size) => size * scale);
  const boxes: Box[] = [];
  let rest = box;
  for (let at = 0; at < areas.length; ) {
    const side = Math.min(rest.width, rest.height);
    let row = areas.slice(at, at + 1);
    while (at + row.length < areas.length) {
      const longer = areas.slice(at, at + row.length + 1);
      if (worst(longer, side) > worst(row, side)) break;
      row = longer;
    }
    rest = place(row, rest, boxes);
    at += row.length;
  }
  return boxes;
}

/** The worst ratio of the sides in a row along `side`. */
function worst(row: number[], side: number): number {
  const sum = row.reduce((sum, area) => sum + area, 0);
  const thickness = side > 0 ? sum / side : 0;
  const ratios = row.map((area) => {
    const length = thickness > 0 ? area / thickness : 0;
    return Math.max(length / thickness, thickness / length);
  });
  return Math.max(...ratios.map((ratio) => (Number.isFinite(ratio) ? ratio : Number.MAX_VALUE)));
}

/** Puts a row along the shorter side; gives what is left of the box. */
function place(row: number[], box: Box, boxes: Box[]): Box {
  const sum = row.reduce((sum, area) => sum + area, 0);
  const isWide = box.width >= box.height;
  const side = isWide ? box.height : box.width;
  const thickness = side > 0 ? sum / side : 0;
  let at = 0;
  for (const area of row) {
    const length = thickness > 0 ? area / thickness : 0;
    boxes.push(
      isWide
        ? { x: box.x, y: box.y + at, width: thickness, height: length }
        : { x: box.x + at, y: box.y, width: length, height: thickness },
    );
    at += length;
  }
  return isWide
    ? { ...box, x: box.x + thickness, width: Math.max(0, box.width - thickness) }
    : { ...box, y: box.y + thickness, height: Math.max(0, box.height - thickness) };
}
