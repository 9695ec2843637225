/** What is cut out of the paper. Every function returns SVG path data; shapes never touch, so that the paper would hold. */

export interface Place {
  x: number;
  y: number;
  /** The radius of the circle the motif stays within. */
  r: number;
}

export type Motif = (place: Place) => string;

/** A round core and petals around it. */
export function flower(petals: number): Motif {
  return ({ x, y, r }) => {
    const width = Math.min(0.22, 1.5 / petals) * r;
    return (
      circle(x, y, r * 0.17) + ring(petals, 0, (angle) => petal(x, y, angle, r * 0.28, r, width))
    );
  };
}

/** A flower within a second row of petals that stand between the first. */
export function doubleFlower(petals: number): Motif {
  return ({ x, y, r }) => {
    const inner = flower(petals)({ x, y, r: r * 0.58 });
    const width = (1.5 / petals) * r;
    return (
      inner +
      ring(petals, 0.5, (angle) => petal(x, y, angle, r * 0.5, r, width)) +
      tips(petals, x, y, r)
    );
  };
}

/** A flower in a wreath of leaves. */
export function wreath(petals: number): Motif {
  return ({ x, y, r }) => {
    const leaves = petals * 2;
    const width = (1.15 / petals) * r * 0.6;
    return (
      flower(petals)({ x, y, r: r * 0.64 }) +
      ring(leaves, 0.5, (angle) => petal(x, y, angle, r * 0.72, r, width))
    );
  };
}

/** A sun: a small flower, and pointed rays. */
export function sun(rays: number): Motif {
  return ({ x, y, r }) => {
    const half = (Math.PI / rays) * 0.62;
    const ray = (angle: number) =>
      polygon([
        polar(x, y, angle - half, r * 0.56),
        polar(x, y, angle, r),
        polar(x, y, angle + half, r * 0.56),
        polar(x, y, angle, r * 0.48)
      ]);
    return flower(rays / 2)({ x, y, r: r * 0.42 }) + ring(rays, 0, ray);
  };
}

/** Four broad leaves and four dots between them. */
export function cross(): Motif {
  return ({ x, y, r }) =>
    ring(4, 0, (angle) => petal(x, y, angle, r * 0.12, r, r * 0.34)) +
    ring(4, 0.5, (angle) => circle(...polar(x, y, angle, r * 0.62), r * 0.12));
}

/** A diamond within a diamond's outline of four slits. */
export function diamond(): Motif {
  return ({ x, y, r }) => {
    const slit = (angle: number) => {
      const next = angle + Math.PI / 2;
      return polygon([
        polar(x, y, angle + 0.16, r * 0.94),
        polar(x, y, next - 0.16, r * 0.94),
        polar(x, y, next - 0.2, r * 0.7),
        polar(x, y, angle + 0.2, r * 0.7)
      ]);
    };
    const core = [0, 1, 2, 3].map((side) => polar(x, y, (side * Math.PI) / 2, r * 0.5));
    return polygon(core) + ring(4, 0, slit);
  };
}

/** An upright spray: pairs of leaves along an uncut stem, and a bud on top. */
export function spray(): Motif {
  return ({ x, y, r }) => {
    const pairs = [0.75, 0.3, -0.15].map((height) => {
      const leaf = (side: 1 | -1, angle: number) =>
        petal(x + side * r * 0.06, y + height * r, angle, 0, r * 0.62, r * 0.16);
      return leaf(-1, -2.5) + leaf(1, -0.64);
    });
    return pairs.join('') + petal(x, y, -Math.PI / 2, r * 0.34, r, r * 0.17);
  };
}

/** An arch over three leaves. */
export function arch(): Motif {
  return ({ x, y, r }) => {
    const foot = y + r * 0.5;
    const inner = r * 0.74;
    const bow =
      `M${n(x - r)} ${n(foot)}a${n(r)} ${n(r)} 0 0 1 ${n(r * 2)} 0h${n(inner - r)}` +
      `a${n(inner)} ${n(inner)} 0 0 0 ${n(-inner * 2)} 0z`;
    const leaf = (angle: number) => petal(x, foot, angle, r * 0.1, r * 0.62, r * 0.16);
    return bow + [-2.5, -Math.PI / 2, -0.64].map(leaf).join('');
  };
}

/** A lozenge standing on its point. */
export function lozenge(x: number, y: number, halfWidth: number, halfHeight: number): string {
  return `M${n(x - halfWidth)} ${n(y)}l${n(halfWidth)} ${n(-halfHeight)} ${n(halfWidth)} ${n(halfHeight)} ${n(-halfWidth)} ${n(halfHeight)}z`;
}

export function circle(x: number, y: number, r: number): string {
  return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`;
}

/** A leaf from `from` to `to` along `angle` (radians), pointed at its root, round towards its tip. */
export function petal(
  x: number,
  y: number,
  angle: number,
  from: number,
  to: number,
  width: number
): string {
  const [rootX, rootY] = polar(x, y, angle, from);
  const [tipX, tipY] = polar(x, y, angle, to);
  const belly = from + (to - from) * 0.62;
  const [bellyX, bellyY] = polar(x, y, angle, belly);
  const [sideX, sideY] = [-Math.sin(angle) * width * 1.5, Math.cos(angle) * width * 1.5];
  const left = `${n(bellyX + sideX)} ${n(bellyY + sideY)}`;
  const right = `${n(bellyX - sideX)} ${n(bellyY - sideY)}`;
  return `M${n(rootX)} ${n(rootY)}Q${left} ${n(tipX)} ${n(tipY)}Q${right} ${n(rootX)} ${n(rootY)}z`;
}

function tips(petals: number, x: number, y: number, r: number): string {
  return ring(petals, 0, (angle) => circle(...polar(x, y, angle, r * 0.84), r * 0.055));
}

/** One shape per step around the circle, from the top on; `shift` is a part of a step. */
function ring(count: number, shift: number, shape: (angle: number) => string): string {
  const step = (2 * Math.PI) / count;
  return Array.from({ length: count }, (_, i) => shape(-Math.PI / 2 + (i + shift) * step)).join('');
}

function polar(x: number, y: number, angle: number, radius: number): [number, number] {
  return [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius];
}

function polygon(points: [number, number][]): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}z`;
}

/** A tenth of a unit is finer than any screen shows. */
export function n(value: number): number {
  return Math.round(value * 10) / 10;
}
