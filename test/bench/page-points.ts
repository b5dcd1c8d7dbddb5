/** What Lighthouse measures of a page that loads on a phone, in milliseconds but for the shift. */
export type Loading = { firstPaint: number; largestPaint: number; blocked: number; shift: number };

/** Where Lighthouse's mobile curves give 90 and 50 points, and what each weighs. Its speed index is left out. */
const curves: Record<keyof Loading, { good: number; median: number; weight: number }> = {
  firstPaint: { good: 1800, median: 3000, weight: 10 },
  largestPaint: { good: 2500, median: 4000, weight: 25 },
  blocked: { good: 200, median: 600, weight: 30 },
  shift: { good: 0.1, median: 0.25, weight: 25 },
};

/** 0 to 100, by the same log-normal curves as Lighthouse 10 and later. */
export function pagePoints(loading: Loading): number {
  const names = Object.keys(curves) as (keyof Loading)[];
  const weights = names.reduce((sum, name) => sum + curves[name].weight, 0);
  return (
    names.reduce((sum, name) => sum + share(loading[name], name) * curves[name].weight, 0) * (100 / weights)
  );
}

function share(value: number, name: keyof Loading): number {
  if (value <= 0) return 1;
  const { good, median } = curves[name];
  // The error function's inverse at 0.8: the curve passes 0.9 at `good`.
  const spread = 0.9061938024368232 / Math.log(median / good);
  return (1 - erf(Math.log(value / median) * spread)) / 2;
}

/** Abramowitz and Stegun 7.1.26, as Lighthouse has it. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const y = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - y * Math.exp(-x * x));
}
